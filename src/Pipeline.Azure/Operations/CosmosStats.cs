using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
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

/// <summary>Counts events and sagas from the read model of orders.</summary>
internal sealed class OrderCensus(CosmosDatabase database)
{
    private readonly Documents _documents = database.Documents(CosmosContainers.OrderViews);

    /// <summary>The number of all orders' events; an order's version is the number of its own.</summary>
    public Task<long> CountEventsAsync(CancellationToken cancellation) => SumAsync("SELECT VALUE SUM(c.version) FROM c", cancellation);

    /// <summary>Counts sagas by their orders: each open order has one that is running or that waits for a person.</summary>
    public async Task<SagaStats> CountSagasAsync(CancellationToken cancellation) => new(
        await SumAsync(
            "SELECT VALUE COUNT(1) FROM c WHERE c.status = 'placed' OR c.status = 'reserved' OR c.status = 'paid' OR c.status = 'shipped'",
            cancellation),
        await SumAsync("SELECT VALUE COUNT(1) FROM c WHERE c.status = 'needs-attention'", cancellation));

    private async Task<long> SumAsync(string query, CancellationToken cancellation)
    {
        var sum = 0L;
        await foreach (var part in _documents.QueryAsync(
            new QueryDefinition(query), partition: null, CosmosJson.Default.QueryPageInt64, cancellation: cancellation))
        {
            sum += part;
        }

        return sum;
    }
}
