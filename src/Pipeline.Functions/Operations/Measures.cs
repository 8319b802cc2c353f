using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Pipeline.Functions.Operations;

/// <summary>
/// Gauges of the meter <c>Pipeline</c>. Each value is logged too, in words that queries may rely on ("Measure NAME of WHAT is VALUE"): logs
/// reach Application Insights through the host even where no metrics exporter is set up.
/// </summary>
public sealed partial class Measures
{
    private readonly Dictionary<string, Gauge<double>> _gauges = [];
    private readonly Meter _meter;
    private readonly ILogger<Measures> _logger;

    public Measures(IMeterFactory meters, ILogger<Measures> logger) => (_meter, _logger) = (meters.Create("Pipeline"), logger);

    /// <summary>Records one value.</summary>
    /// <param name="name">The gauge's name, such as <c>pipeline.queue.active</c>.</param>
    /// <param name="of">What it is a measure of, such as a queue.</param>
    /// <param name="value">The value.</param>
    public void Tell(string name, string of, double value)
    {
        lock (_gauges)
        {
            if (!_gauges.TryGetValue(name, out var gauge))
            {
                _gauges[name] = gauge = _meter.CreateGauge<double>(name);
            }

            gauge.Record(value, new KeyValuePair<string, object?>("of", of));
        }

        LogMeasure(name, of, value);
    }

    [LoggerMessage(LogLevel.Information, "Measure {Name} of {Of} is {Value}")]
    private partial void LogMeasure(string name, string of, double value);
}

/// <summary>The names of what MeasureLag measures (docs/functions.md, "What is measured"); alerts rely on them.</summary>
public static class MeasureNames
{
    public const string QueueActive = "pipeline.queue.active";
    public const string QueueScheduled = "pipeline.queue.scheduled";
    public const string QueueDeadLettered = "pipeline.queue.dead_lettered";
    public const string QueueOldest = "pipeline.queue.oldest_seconds";
    public const string RelayPending = "pipeline.relay.pending";
    public const string OrdersNeedAttention = "pipeline.orders.need_attention";
    public const string DeadLettersOpen = "pipeline.dead_letters.open";
    public const string UndeliveredUnreadable = "pipeline.undelivered.unreadable_blobs";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        QueueActive, QueueScheduled, QueueDeadLettered, QueueOldest, RelayPending, OrdersNeedAttention, DeadLettersOpen,
        UndeliveredUnreadable,
    ];
}
