using System.Diagnostics.Metrics;

namespace Pipeline.Azure.Relay;

/// <summary>The relay's metrics, in the meter <c>Pipeline</c>.</summary>
public sealed class RelayMetrics
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _unkept;
    private readonly Counter<long> _gaps;
    private readonly Histogram<double> _lag;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pipeline");
        _published = meter.CreateCounter<long>("pipeline.relay.published", "{event}", "Events that the relay has published.");
        _deadLettered = meter.CreateCounter<long>("pipeline.relay.dead_lettered", "{event}", "Events that the relay could not publish.");
        _unkept = meter.CreateCounter<long>(
            "pipeline.relay.unkept", "{event}", "Events that the relay could neither publish nor keep as dead letters.");
        _gaps = meter.CreateCounter<long>("pipeline.relay.gaps", "{gap}", "Orders whose sequence had a gap in the change feed.");
        _lag = meter.CreateHistogram<double>("pipeline.relay.lag", "s", "From an event's time to its publication.");
    }

    public void Published(DateTimeOffset? eventTime, DateTimeOffset now)
    {
        _published.Add(1);
        if (eventTime is { } since)
        {
            _lag.Record(Math.Max(0, (now - since).TotalSeconds));
        }
    }

    public void DeadLettered() => _deadLettered.Add(1);

    public void Unkept() => _unkept.Add(1);

    public void Gap() => _gaps.Add(1);
}
