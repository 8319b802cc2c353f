using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Pipeline.Settings;

/// <summary>
/// How a setting writes a time: <c>[days.]hours:minutes:seconds[.fraction]</c> and in no other way. TimeSpan alone reads 24:00:00 as
/// 24 days, 15:00 as 15 hours and 15 as 15 days.
/// </summary>
internal static partial class WrittenDuration
{
    /// <summary>The time, or null when it is written otherwise. Options that are bound to it read the same.</summary>
    public static TimeSpan? Read(string text) =>
        Strict().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;

    /// <summary>What another way of writing probably means, or null.</summary>
    public static TimeSpan? Guess(string text)
    {
        try
        {
            return Loose().Match(text) is { Success: true } match ? Sum(match)
                : text.StartsWith("P", StringComparison.OrdinalIgnoreCase) ? XmlConvert.ToTimeSpan(text.ToUpperInvariant())
                : null;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static TimeSpan Sum(Match match) =>
        new(Part(match, "days"), Part(match, "hours"), Part(match, "minutes"), Part(match, "seconds"));

    private static int Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A([0-9]{1,8}\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Strict();

    // Of two numbers the second is seconds: times here are minutes more often than hours.
    [GeneratedRegex(
        @"\A(((?<days>[0-9]{1,4})\.)?(?<hours>[0-9]{1,5}):)?(?<minutes>[0-9]{1,5}):(?<seconds>[0-9]{1,5})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Loose();
}
