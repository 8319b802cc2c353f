using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using static System.Globalization.UnicodeCategory;

namespace Pipeline.Intake;

/// <summary>
/// The rule for one-line texts from outside: what is stored is what a person sees. No separator but the plain space, nothing invisible,
/// nothing that turns the direction of writing, no character without a meaning that all agree on.
/// </summary>
public static class OneLine
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Why the text is refused, naming the character; null when it is one line of visible text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isProse">Whether people write it for people: then Arabic, Indic and emoji may be joined as they need to be.</param>
    public static string? WhyNot(string text, bool isProse = false)
    {
        for (var at = text.AsSpan().IndexOfAnyExceptInRange(' ', '~'); at >= 0 && at < text.Length;)
        {
            var length = Read(text, at, out var rune);
            if (rune is not { } known)
            {
                return $"must not contain half of a surrogate pair (U+{(int)text[at]:X4})";
            }

            if (IsForbidden(known) && !(isProse && IsPartOfProse(text, at, known)))
            {
                return $"must not contain {Name(known)}";
            }

            at += length;
        }

        return null;
    }

    /// <summary>The text as one visible line: separators become spaces, what is invisible goes, what is broken shows.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || WhyNot(text, isProse: true) is null)
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = Read(text, at, out var rune);
            _ = rune is not { } known ? line.Append('\uFFFD')
                : !IsForbidden(known) || IsPartOfProse(text, at, known) ? line.Append(text, at, length)
                : IsSeparator(known) ? line.Append(' ')
                : IsInvisible(known) ? line
                : line.Append('\uFFFD');
            at += length;
        }

        return line.ToString();
    }

    /// <summary>The start of the text, of at most that many UTF-16 units and never half of a surrogate pair.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var splits = maxLength > 0 && char.IsHighSurrogate(text[maxLength - 1]) && char.IsLowSurrogate(text[maxLength]);
        return text[..(splits ? maxLength - 1 : maxLength)];
    }

    private static int Read(string text, int at, out Rune? rune)
    {
        var isWhole = Rune.TryGetRuneAt(text, at, out var found);
        rune = isWhole ? found : null;
        return isWhole ? found.Utf16SequenceLength : 1;
    }

    private static bool IsForbidden(Rune rune) =>
        IsSeparator(rune) || IsInvisible(rune) || Rune.GetUnicodeCategory(rune) == PrivateUse || IsNoncharacter(rune);

    private static bool IsSeparator(Rune rune) =>
        rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is (Control or LineSeparator or ParagraphSeparator or SpaceSeparator);

    // Letters, marks and a symbol that show nothing, besides the format characters.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0x180B and <= 0x180F)
            or (>= 0xE0000 and <= 0xE0FFF)
        || IsVariant(rune);

    private static bool IsVariant(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsNoncharacter(Rune rune) => rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE;

    // Persian and Indic words need joiners between letters, families and professions among emoji between pictures; a variant of a letter or
    // picture follows it.
    private static bool IsPartOfProse(string text, int at, Rune rune)
    {
        var isJoiner = rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner;
        if (!(isJoiner || IsVariant(rune))
            || Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) != OperationStatus.Done)
        {
            return false;
        }

        return isJoiner
            ? Rune.TryGetRuneAt(text, Math.Min(at + 1, text.Length - 1), out var after)
                && ((IsJoining(before) && IsJoining(after)) || (rune.Value == ZeroWidthJoiner && IsEmoji(before) && IsEmoji(after)))
            : IsEmoji(before) || Rune.IsLetterOrDigit(before);
    }

    // Arabic to Myanmar, Khmer and Mongolian, and the Arabic presentation forms.
    private static bool IsJoining(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
        && (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is NonSpacingMark or SpacingCombiningMark);

    private static bool IsEmoji(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == OtherSymbol || rune.Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF);

    private static string Name(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4} ({Kind(rune)})");

    private static string Kind(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        SpaceSeparator => "a space other than the plain one",
        Control => "a control character",
        LineSeparator or ParagraphSeparator => "a line break",
        PrivateUse => "a private character",
        _ when IsNoncharacter(rune) => "no character",
        _ => "an invisible character",
    };
}
