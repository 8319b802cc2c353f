using Pipeline.Settings;

namespace Pipeline.Standalone.Settings;

/// <summary>Every setting of the standalone host, validated before anything is bound.</summary>
internal static class KnownSettings
{
    private static readonly SettingList List = new(
    [
        .. PipelineSettings.All,
        Setting.Whole("Payments:Simulator:Seed", long.MinValue, long.MaxValue),
        Setting.Rate("Payments:Simulator:DeclineRate"),
        Setting.Rate("Payments:Simulator:HeldRate"),
        Setting.Rate("Payments:Simulator:LateRate"),
        Setting.Rate("Payments:Simulator:DelayRate"),
        Setting.Rate("Payments:Simulator:DuplicateRate"),
        Setting.Rate("Payments:Simulator:EarlyRate"),
        Setting.Rate("Payments:Simulator:OutOfOrderRate"),
    ]);

    private static readonly string[] Outcomes = ["DeclineRate", "HeldRate", "LateRate"];

    private static readonly string[] FrameworkNames = ["$schema", "urls", "http_ports", "https_ports", "AllowedHosts"];

    /// <summary>The settings, without those of the framework.</summary>
    public static IReadOnlyList<Setting> All => List.All;

    /// <summary>Whether the setting exists.</summary>
    public static bool Contains(string key) =>
        List.Contains(key) || (FrameworkSettings.IsInSection(key) && key.Contains(':'));

    /// <summary>Why there is no such setting, with the name that was probably meant, or null.</summary>
    public static string? WhyUnknown(string key, string? value = "") => Contains(key) ? null : List.WhyUnknown(key, value);

    /// <summary>What in a file of settings is none: a file is this program's alone.</summary>
    public static IEnumerable<string> UnknownIn(IConfiguration file) => file.AsEnumerable()
        .Where(pair => !List.IsOurs(pair.Key)
            && !FrameworkSettings.IsInSection(pair.Key)
            && !FrameworkSettings.IsInValue(pair.Key)
            && !FrameworkNames.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)
            && !file.GetSection(pair.Key).GetChildren().Any())
        .Select(pair => WhyUnknown(pair.Key, pair.Value))
        .OfType<string>()
        .Order(StringComparer.Ordinal);

    /// <summary>What the environment sets twice, under names that differ in case or separator.</summary>
    public static IEnumerable<string> TwiceIn(IEnumerable<string> environment) => List.Doubles(environment);

    /// <summary>What is wrong with names and values, one message per setting.</summary>
    public static IReadOnlyList<string> Check(IConfiguration configuration) =>
        List.Check(configuration.AsEnumerable()) is { Count: > 0 } wrong ? wrong : [.. CheckTogether(configuration)];

    private static IEnumerable<string> CheckTogether(IConfiguration configuration)
    {
        var sum = Outcomes.Sum(rate => configuration.GetValue<double>("Payments:Simulator:" + rate));
        return
        [
            .. sum > 1
                ? [$"Payments:Simulator: {string.Join(", ", Outcomes)} add up to {sum}; together they must be at most 1."]
                : Array.Empty<string>(),
            .. FrameworkSettings.Check(configuration),
            .. MetricThresholds.Check(configuration),
            .. ListeningUrl.Check(configuration),
        ];
    }
}
