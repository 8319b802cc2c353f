using System.Diagnostics.Metrics;

namespace Pipeline.Operations;

/// <summary>Counts what came again without a second effect.</summary>
public sealed class Duplicates : IDisposable
{
    private readonly Meter _meter = new("Pipeline");
    private readonly Counter<long> _counter;
    private long _suppressed;

    public Duplicates() => _counter = _meter.CreateCounter<long>("pipeline.duplicates.suppressed");

    public long Suppressed => Interlocked.Read(ref _suppressed);

    public void Add()
    {
        Interlocked.Increment(ref _suppressed);
        _counter.Add(1);
    }

    public void Dispose() => _meter.Dispose();
}
