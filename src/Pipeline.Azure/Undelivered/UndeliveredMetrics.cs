using System.Diagnostics.Metrics;

namespace Pipeline.Azure.Undelivered;

/// <summary>What is measured of undelivered events, in the meter <c>Pipeline</c>.</summary>
public sealed class UndeliveredMetrics
{
    private readonly Counter<long> _kept;
    private readonly Counter<long> _unreadable;

    public UndeliveredMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pipeline");
        _kept = meter.CreateCounter<long>("pipeline.undelivered.kept", "{event}", "Undelivered events kept as dead letters.");
        _unreadable = meter.CreateCounter<long>("pipeline.undelivered.unreadable", "{blob}", "Blobs of them that cannot be read.");
    }

    public void Kept(int events) => _kept.Add(events);

    public void Unreadable() => _unreadable.Add(1);
}
