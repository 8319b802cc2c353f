using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Settings;

/// <summary>
/// Characters that are no part of a value but of the way it came: the line end of a file, the quotes of a shell or of a .env file, the
/// invisible ones of a web page, a reference that nobody resolved. Nothing here shows the value, which may be a secret.
/// </summary>
internal static partial class StrayCharacters
{
    private const string Quotes = "\"'`\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB";

    /// <summary>What is wrong with a value, to follow its name, or null.</summary>
    public static string? WhyNot(string value)
    {
        // What is empty but for white space is judged as an empty value.
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return IsUnseen(value[0]) || IsUnseen(value[^1]) ? "begins or ends with white space or a line end; remove it"
            : value.Any(IsUnseenInside) ? "contains a control character or an invisible one; remove it"
            : IsQuote(value[0]) || IsQuote(value[^1]) ? "begins or ends with a quotation mark; write the value without quotes"
            : Placeholder().IsMatch(value) ? "is a placeholder that nothing has replaced; write the value itself"
            : IsReference(value) ? "is a reference that Azure has not resolved; see that its secret exists and the app may read it"
            : null;
    }

    private static bool IsUnseen(char character) => char.IsWhiteSpace(character) || IsUnseenInside(character);

    private static bool IsUnseenInside(char character) =>
        char.IsControl(character)
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsQuote(char character) => Quotes.Contains(character, StringComparison.Ordinal);

    // Azure gives an app the text of a reference when it cannot follow it.
    private static bool IsReference(string value) =>
        value.StartsWith("@Microsoft.", StringComparison.OrdinalIgnoreCase) && value.EndsWith(')');

    // Of shells, Compose files, Kubernetes, Windows, templates, deployment tools and documentation.
    [GeneratedRegex(
        @"\A(\$\{.*\}|\$\(.*\)|\$[A-Z_][A-Z0-9_]*|%[A-Za-z_][A-Za-z0-9_]*%|\{\{.*\}\}|#\{.*\}#?|<[^<>]*>)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
