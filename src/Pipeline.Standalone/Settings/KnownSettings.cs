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

    // The framework validates its own sections.
    private static readonly string[] Framework = ["Logging:", "Kestrel:"];

    /// <summary>The settings, without those of the framework.</summary>
    public static IReadOnlyList<Setting> All => List.All;

    /// <summary>Whether the setting exists.</summary>
    public static bool Contains(string key) =>
        List.Contains(key) || Framework.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    /// <summary>The known setting whose name is closest to an unknown one, for a hint.</summary>
    public static string Nearest(string key)
    {
        var last = key[(key.LastIndexOf(':') + 1)..];
        return (All.FirstOrDefault(setting => setting.Name.EndsWith(":" + last, StringComparison.OrdinalIgnoreCase))
            ?? All.MaxBy(setting => CommonStart(setting.Name, key))!).Name;
    }

    /// <summary>What is wrong with the values, one message per setting.</summary>
    public static IReadOnlyList<string> Check(IConfiguration configuration) =>
        List.Check(configuration.AsEnumerable()) is { Count: > 0 } wrong ? wrong : CheckTogether(configuration);

    private static string[] CheckTogether(IConfiguration configuration)
    {
        var sum = Outcomes.Sum(rate => configuration.GetValue<double>("Payments:Simulator:" + rate));
        return sum > 1 ? [$"Payments:Simulator: {string.Join(", ", Outcomes)} add up to {sum}; together they must be at most 1."] : [];
    }

    private static int CommonStart(string one, string other) =>
        one.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
