using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Operations;

namespace Pipeline.Azure.Operations;

/// <summary>How the pipeline on Azure is doing; asked from the read model and the broker, a little behind.</summary>
internal sealed class CosmosStats(
    OrderCensus census, IQueueDepths depths, DeadLetterStore letters, ICounters counters, Duplicates duplicates) : IPipelineStats
{
    public async Task<PipelineStats> ReadAsync(CancellationToken cancellation) => new(
        await census.CountEventsAsync(cancellation),
        [.. (await depths.ReadAsync(cancellation)).Select(ToStats)],
        await census.CountSagasAsync(cancellation),
        await letters.CountOpenAsync(cancellation),
        duplicates.Suppressed,
        await counters.ReadAsync(cancellation));

    // The broker tells neither what is under way nor what ever passed.
    private static QueueStats ToStats(QueueDepth depth) => new(depth.Queue, depth.Active, InFlight: 0, depth.Scheduled, Handled: 0);
}
