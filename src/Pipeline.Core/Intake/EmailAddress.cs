using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pipeline.Intake;

/// <summary>
/// The rule for e-mail addresses from outside: a bare address of RFC 5321 whose local part has no quotes, in ASCII or in letters of any
/// script (RFC 6531). The domain's lengths count in the form that the DNS knows (RFC 5890).
/// </summary>
public static class EmailAddress
{
    public const int MaxLength = 254;
    public const string Rule = "must be one e-mail address such as a@example.com, without a display name, of at most 254 characters";

    private const int LongestLocalPart = 64;

    private static readonly SearchValues<char> LocalSymbols = SearchValues.Create("!#$%&'*+-/=?^_`{|}~.");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Whether it is a bare address.</summary>
    public static bool IsValid(string text) => WhyNot(text) is null;

    /// <summary>Why it is none, or null.</summary>
    public static string? WhyNot(string text)
    {
        var at = text.LastIndexOf('@');
        return OneLine.WhyNot(text)
            ?? (text.Length > MaxLength || at <= 0 ? Rule
            : !IsLocalPart(text[..at]) ? $"{Rule}; before the @ are 1 to {LongestLocalPart} bytes, with dots only between others"
            : DomainInAscii(text[(at + 1)..]) is not { } domain ? $"{Rule}; after the @ are labels of 1 to 63 letters, digits and inner -"
            : Encoding.UTF8.GetByteCount(text.AsSpan(0, at)) + 1 + domain.Length > MaxLength ? Rule
            : null);
    }

    private static bool IsLocalPart(string text) =>
        Encoding.UTF8.GetByteCount(text) <= LongestLocalPart && HasPartsBetweenDots(text) && text.All(IsLocalCharacter);

    private static bool IsLocalCharacter(char character) => char.IsAscii(character)
        ? char.IsAsciiLetterOrDigit(character) || LocalSymbols.Contains(character)
        : IsLetter(character);

    private static string? DomainInAscii(string text)
    {
        if (!HasPartsBetweenDots(text) || !text.All(IsDomainCharacter) || text.Split('.').Any(HasHyphenAtAnEnd))
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(text);
            return !IsNumber(ascii[(ascii.LastIndexOf('.') + 1)..]) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDomainCharacter(char character) => char.IsAscii(character)
        ? char.IsAsciiLetterOrDigit(character) || character is '-' or '.'
        : IsLetter(character) && !IsLookAlike(character);

    // Wide letters, ligatures and letterlike symbols: resolvers map them to plain letters, so that two texts would be one name.
    private static bool IsLookAlike(char character) =>
        character is (>= '\u2100' and <= '\u218F') or >= '\uF900' || char.IsSurrogate(character);

    private static bool HasPartsBetweenDots(string text) =>
        text.Length > 0 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    private static bool HasHyphenAtAnEnd(string label) => label[0] == '-' || label[^1] == '-';

    // No top-level domain is a number; 127.0.0.1 is an address, which would have to stand in brackets.
    private static bool IsNumber(string label) => label.All(char.IsAsciiDigit);

    private static bool IsLetter(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
