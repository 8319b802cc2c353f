namespace Pipeline.Sensors;

/// <summary>Section <c>Sensors</c>.</summary>
public sealed record SensorOptions
{
    /// <summary>By metric, the value above which a reading raises an alert; a metric without one never does.</summary>
    public Dictionary<string, double> Thresholds { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}
