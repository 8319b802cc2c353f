using System.Buffers;

namespace Pipeline.Intake;

/// <summary>URI references of RFC 3986, more strictly than <see cref="Uri"/>, which accepts spaces and much else.</summary>
public static class UriReference
{
    public const string Rule = "must be a URI reference (RFC 3986) such as /sensors/roof or https://example.com/signups";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    public static bool IsValid(string text) =>
        text.Length > 0
        && !text.AsSpan().ContainsAnyExcept(Allowed)
        && PercentIsEscaped(text)
        && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _);

    private static bool PercentIsEscaped(string text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return false;
            }
        }

        return true;
    }
}
