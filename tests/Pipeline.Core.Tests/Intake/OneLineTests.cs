using System.Globalization;
using System.Text;
using Pipeline.Intake;

namespace Pipeline.Core.Tests.Intake;

public sealed class OneLineTests
{
    [Fact]
    public void Every_separator_and_every_invisible_or_private_character_is_refused_by_its_code_point()
    {
        var refused = 0;
        foreach (var rune in AllRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator && rune.Value != ' '))
            {
                refused++;
                Assert.Contains($"U+{rune.Value:X4}", OneLine.WhyNot($"a{rune}b"), StringComparison.Ordinal);
                Assert.NotNull(OneLine.WhyNot($"a{rune}b", isProse: true));
            }
        }

        Assert.InRange(refused, 130_000, 150_000);
    }

    [Theory]
    [InlineData("\u3164", "U+3164")]
    [InlineData("\uFFFF", "U+FFFF")]
    [InlineData("\u200C", "U+200C")]
    [InlineData("می\u200C", "U+200C")]
    [InlineData("👩\u200Da", "U+200D")]
    [InlineData("\uFE0F", "U+FE0F")]
    public void Fillers_and_joiners_that_join_nothing_are_refused(string text, string name) =>
        Assert.Contains(name, OneLine.WhyNot(text, isProse: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("Zoë O'Brien-Łukasz")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("👩🏽\u200D🚀 ❤️\u200D🔥")]
    [InlineData("山田 太郎")]
    [InlineData("葛\U000E0100城")]
    [InlineData("שלום مرحبا")]
    public void Names_of_all_scripts_are_taken(string text)
    {
        Assert.Null(OneLine.WhyNot(text, isProse: true));
        Assert.Same(text, OneLine.Clean(text));
    }

    [Theory]
    [InlineData("a\r\nb", "a  b")]
    [InlineData("a\u2028b\u2029c\u0085d\u000Be\ff", "a b c d e f")]
    [InlineData("\u202Eevil\u2066\u200B", "evil")]
    [InlineData("a\u00A0b\u3000c", "a b c")]
    public void Clean_puts_a_text_on_one_visible_line(string text, string line) => Assert.Equal(line, OneLine.Clean(text));

    // Not in attributes, whose texts are stored as UTF-8.
    [Fact]
    public void Half_of_a_pair_is_refused_and_shows_when_cleaned()
    {
        Assert.Contains("U+D83D", OneLine.WhyNot("\uD83D", isProse: true), StringComparison.Ordinal);
        Assert.Contains("U+DE00", OneLine.WhyNot("a\uDE00b"), StringComparison.Ordinal);
        Assert.Equal("half \uFFFD", OneLine.Clean("half \uD83D"));
    }

    [Fact]
    public void Clean_leaves_nothing_that_is_refused() =>
        Assert.All(AllRunes(), rune => Assert.Null(OneLine.WhyNot(OneLine.Clean($"a{rune}b"), isProse: true)));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a😀b", 2, "a")]
    [InlineData("a😀b", 3, "a😀")]
    [InlineData("😀", 1, "")]
    [InlineData("😀", 0, "")]
    public void Cut_never_leaves_half_of_a_pair(string text, int length, string start) => Assert.Equal(start, OneLine.Cut(text, length));

    private static IEnumerable<Rune> AllRunes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));
}
