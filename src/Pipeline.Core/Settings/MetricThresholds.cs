using Microsoft.Extensions.Configuration;
using Pipeline.Intake;
using Pipeline.Reactions;

namespace Pipeline.Settings;

/// <summary>
/// The thresholds of metrics. A metric has any name that the intake takes, also one with colons, which divide a setting's name: the whole
/// rest of the name is the metric. In the list the name is a value, for places whose names of settings have fewer characters.
/// </summary>
public static class MetricThresholds
{
    private const string ByName = "Sensors:Thresholds";
    private const string InList = "Sensors:ThresholdList";

    internal static IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.Number($"{ByName}:*"),
        new($"{InList}:#:Metric", $"a metric; it {Identifier.Rule}", Identifier.IsValid),
        Setting.Number($"{InList}:#:Above"),
    ];

    /// <summary>What is wrong with them together, once each is right.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        var list = configuration.GetSection(InList).GetChildren().ToList();
        var named = Named(configuration).ToList();
        return
        [
            .. named.Where(metric => !Identifier.IsValid(metric))
                .Select(metric => $"{ByName}:{metric} can never be exceeded: a metric {Identifier.Rule}."),
            .. list.Where(entry => entry["Metric"] is null || entry["Above"] is null)
                .Select(entry => $"{entry.Path} needs both: {entry.Path}:Metric and {entry.Path}:Above."),
            .. named.Concat(list.Select(entry => entry["Metric"]).OfType<string>())
                .GroupBy(metric => metric, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
                .Select(group => $"The metric {group.Key} has {group.Count()} thresholds; keep one of them."),
        ];
    }

    internal static void Bind(SensorOptions sensors, IConfiguration configuration)
    {
        foreach (var metric in Named(configuration))
        {
            sensors.Thresholds[metric] = configuration.GetValue<double>($"{ByName}:{metric}");
        }

        foreach (var entry in configuration.GetSection(InList).GetChildren())
        {
            sensors.Thresholds[entry["Metric"]!] = entry.GetValue<double>("Above");
        }
    }

    private static IEnumerable<string> Named(IConfiguration configuration) => configuration.GetSection(ByName)
        .AsEnumerable(makePathsRelative: true)
        .Where(pair => pair.Value is not null)
        .Select(pair => pair.Key);
}
