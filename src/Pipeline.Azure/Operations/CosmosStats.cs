using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Operations;

namespace Pipeline.Azure.Operations;

/// <summary>The pipeline's statistics from the read model, the broker and the stores; slightly behind.</summary>
internal sealed class CosmosStats(
    OrderCensus census, IQueueDepths depths, DeadLetterStore deadLetters, ICounters counters, Duplicates duplicates) : IPipelineStats
{
    public async Task<PipelineStats> ReadAsync(CancellationToken cancellation) => new(
        await census.CountEventsAsync(cancellation),
        [.. (await depths.ReadAsync(cancellation)).Select(ToStats)],
        await census.CountSagasAsync(cancellation),
        await deadLetters.CountOpenAsync(cancellation),
        duplicates.Suppressed,
        await counters.ReadAsync(cancellation));

    // The broker reports neither what is in flight nor what was ever handled.
    private static QueueStats ToStats(QueueDepth depth) => new(depth.Queue, depth.Active, InFlight: 0, depth.Scheduled, Handled: 0);
}
