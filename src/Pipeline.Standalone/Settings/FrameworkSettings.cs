using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Standalone.Settings;

/// <summary>
/// The settings of the framework's sections that have an effect here. The framework itself passes over names that it does not know, and
/// throws at values that it cannot read.
/// </summary>
internal static partial class FrameworkSettings
{
    private const string InLogging =
        "in Logging there are LogLevel:<category>, Console:LogLevel:<category>, Console:FormatterName and Console:FormatterOptions";

    private const string InKestrel = "in Kestrel there is Endpoints:<name>:Url; TLS and limits are not set here";

    private static readonly string[] OneValue = ["urls", "http_ports", "https_ports"];

    private static readonly (Regex Name, string[] MayBe)[] Choices =
    [
        (Level(), Enum.GetNames<LogLevel>()),
        (Formatter(), ["simple", "json", "systemd"]),
        (FormatterSwitch(), ["true", "false"]),
        (Colors(), ["Default", "Enabled", "Disabled"]),
    ];

    /// <summary>The sections.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Logging", "Kestrel"];

    /// <summary>Whether the key is one of the sections, or in one.</summary>
    public static bool IsInSection(string key) => Sections.Any(section => IsIn(section, key));

    /// <summary>Whether the key is in a value that can have nothing inside.</summary>
    public static bool IsInValue(string key) => OneValue.Any(name => IsIn(name, key) && key.Length > name.Length);

    /// <summary>What is wrong with their names and values.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(pair => !string.IsNullOrEmpty(pair.Value))
        .Select(pair => WhyNot(pair.Key, pair.Value!))
        .OfType<string>()
        .Order(StringComparer.Ordinal);

    private static string? WhyNot(string key, string value)
    {
        if (IsInValue(key))
        {
            return $"There is no setting {key}: {key.Split(':')[0]} is one value, in which semicolons separate several.";
        }

        if (!IsInSection(key) || EndpointUrl().IsMatch(key))
        {
            return null;
        }

        var (name, mayBe) = Choices.FirstOrDefault(choice => choice.Name.IsMatch(key));
        return name is not null ? Choose(key, value, mayBe)
            : TimestampFormat().IsMatch(key) ? (IsFormat(value) ? null : $"{key} is '{value}'; it must be a format such as HH:mm:ss.")
            : $"There is no setting {key}: {(IsIn("Logging", key) ? InLogging : InKestrel)}.";
    }

    private static string? Choose(string key, string value, string[] mayBe) =>
        mayBe.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{key} is '{value}'; it must be one of {string.Join(", ", mayBe)}.";

    private static bool IsFormat(string text)
    {
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(text, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsIn(string section, string key) =>
        key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (key.Length == section.Length || key[section.Length] == ':');

    [GeneratedRegex(@"\ALogging:([^:]+:)?LogLevel:.+\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Level();

    [GeneratedRegex(@"\ALogging:Console:FormatterName\z", RegexOptions.IgnoreCase)]
    private static partial Regex Formatter();

    [GeneratedRegex(
        @"\ALogging:Console:FormatterOptions:(SingleLine|IncludeScopes|UseUtcTimestamp)\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FormatterSwitch();

    [GeneratedRegex(@"\ALogging:Console:FormatterOptions:ColorBehavior\z", RegexOptions.IgnoreCase)]
    private static partial Regex Colors();

    [GeneratedRegex(@"\ALogging:Console:FormatterOptions:TimestampFormat\z", RegexOptions.IgnoreCase)]
    private static partial Regex TimestampFormat();

    [GeneratedRegex(@"\AKestrel:Endpoints:[^:]+:Url\z", RegexOptions.IgnoreCase)]
    private static partial Regex EndpointUrl();
}
