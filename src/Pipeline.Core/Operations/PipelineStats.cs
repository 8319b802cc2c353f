using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;

namespace Pipeline.Operations;

/// <summary>How the pipeline is doing.</summary>
/// <param name="Events">How many events the log holds.</param>
/// <param name="DuplicatesSuppressed">What came again without a second effect, since the process started.</param>
public sealed record PipelineStats(
    long Events,
    IReadOnlyList<QueueStats> Queues,
    SagaStats Sagas,
    long OpenDeadLetters,
    long DuplicatesSuppressed,
    IReadOnlyDictionary<string, long> Counters)
{
    /// <summary>What is damaged in the engine's files, as far as it was found; null when nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Damage { get; init; }
}

/// <summary>A queue's progress. <paramref name="Lag"/> is how many events that it takes are not settled yet.</summary>
public sealed record QueueStats(string Queue, long Lag, int InFlight, long Retrying, long Handled);

/// <summary>How many sagas are active, and how many wait for an operator.</summary>
public sealed record SagaStats(long Active, long NeedAttention);

/// <summary>Port: how the pipeline is doing.</summary>
public interface IPipelineStats
{
    Task<PipelineStats> ReadAsync(CancellationToken cancellation);
}

/// <summary>Port: named counters that reactions increment.</summary>
public interface ICounters
{
    Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation);
}

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
