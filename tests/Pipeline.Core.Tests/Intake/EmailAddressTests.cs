using Pipeline.Intake;

namespace Pipeline.Core.Tests.Intake;

public sealed class EmailAddressTests
{
    private static readonly string Label63 = new('b', 63);

    public static TheoryData<string> Addresses =>
    [
        "a@example.com", "a.b+c@example.co.uk", "!#$%&'*+-/=?^_`{|}~@example.com", "a@localhost", "a@xn--bcher-kva.example",
        "a@bücher.example", "пользователь@пример.рф", "用户@例え.jp", $"{new string('a', 64)}@example.com", $"a@{Label63}.example",
        "a@1.2.3.com", "A@EXAMPLE.COM", $"{new string('a', 58)}@{Label63}.{Label63}.{Label63}.com",
    ];

    public static TheoryData<string> Others =>
    [
        "", "a", "@", "a@", "@b.c", "a b@example.com", "\"a b\"@example.com", "Ann <a@example.com>", "a@b@example.com", ".a@example.com",
        "a.@example.com", "a..b@example.com", "a@.example.com", "a@example.com.", "a@example..com", "a@-example.com", "a@example-.com",
        "a@exa_mple.com", "a@[127.0.0.1]", "a@[IPv6:::1]", "a@127.0.0.1", "a@(comment)example.com", $"{new string('a', 65)}@example.com",
        $"{new string('é', 33)}@example.com", $"a@{Label63}b.example", $"a@{new string('ü', 60)}.example",
        $"{new string('a', 59)}@{Label63}.{Label63}.{Label63}.com", "a@ｅxample.com", "a@example。com", "a\u200B@example.com",
        "a@exam\u00ADple.com", "a\u00A0@example.com", "a@example.com\u2028", "a\uFE0F@example.com", "a@example.com\r\nBcc: b@c.d",
        "a\uD83D@example.com",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Address_is_taken(string address) => Assert.Null(EmailAddress.WhyNot(address));

    [Theory]
    [MemberData(nameof(Others))]
    public void Other_text_is_refused(string text)
    {
        Assert.NotNull(EmailAddress.WhyNot(text));
        Assert.False(EmailAddress.IsValid(text));
    }

    [Fact]
    public void Invisible_character_is_named() =>
        Assert.Equal("must not contain U+200B (an invisible character)", EmailAddress.WhyNot("a\u200B@example.com"));
}
