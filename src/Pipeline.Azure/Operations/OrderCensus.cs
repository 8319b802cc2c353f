using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Operations;

namespace Pipeline.Azure.Operations;

/// <summary>Counts orders by the read model.</summary>
internal sealed class OrderCensus(CosmosDatabase database)
{
    private readonly Documents _documents = database.Documents(CosmosContainers.OrderViews);

    /// <summary>How many events the orders have; an order's version is the number of its events.</summary>
    public Task<long> CountEventsAsync(CancellationToken cancellation) => SumAsync("SELECT VALUE SUM(c.version) FROM c", cancellation);

    /// <summary>Each open order has a saga under way, or one that waits for a person.</summary>
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
