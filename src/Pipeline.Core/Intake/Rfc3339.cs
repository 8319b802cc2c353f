using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Intake;

/// <summary>Timestamps of RFC 3339, more strictly than .NET parses them: date, time with seconds and offset are required.</summary>
public static partial class Rfc3339
{
    public const string Rule = "must be an RFC 3339 time such as 2026-08-01T12:00:00Z";

    /// <summary>Parses to 100 ns; false when the text is not RFC 3339 or no such time exists.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var match = Shape().Match(text);
        return match.Success && DateTimeOffset.TryParse(
            $"{match.Groups["date"]}T{match.Groups["time"]}{match.Groups["fraction"]}{match.Groups["offset"]}".ToUpperInvariant(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time);
    }

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})" +
        @"(?<fraction>\.[0-9]{1,7})?(?(fraction)[0-9]{0,20})(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
