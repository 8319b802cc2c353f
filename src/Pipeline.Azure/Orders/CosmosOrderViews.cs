using System.Globalization;
using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Orders;

namespace Pipeline.Azure.Orders;

/// <summary>The read model in Cosmos DB, partitioned by customer.</summary>
internal sealed class CosmosOrderViews(CosmosDatabase database, CosmosPolicy policy) : IOrderViews
{
    private readonly Documents _documents = database.Documents(CosmosContainers.OrderViews);

    public async Task<OrderView?> GetAsync(string orderId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.orderId = @orderId").WithParameter("@orderId", orderId);
        return (await ReadAsync(query, customerId: null, limit: 1, cancellation)).SingleOrDefault();
    }

    // One request per save except the first: the service compares the versions itself.
    public Task SaveAsync(OrderView view, CancellationToken cancellation) => policy.SettleAsync(
        $"The view of order {view.OrderId}",
        async () => await PatchAsync(view, cancellation) switch
        {
            WriteOutcome.Missing => (await CreateAsync(view, cancellation) == WriteOutcome.Done, true),
            _ => (true, true),
        },
        cancellation);

    public async Task<IReadOnlyList<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellation)
    {
        // "~" sorts after every order id.
        var definition = new QueryDefinition(
            "SELECT * FROM c WHERE c.orderId < @after" + (query.Status is null ? "" : " AND c.status = @status")
            + " ORDER BY c.orderId DESC")
            .WithParameter("@after", query.After ?? "~");
        return await ReadAsync(
            query.Status is { } status ? definition.WithParameter("@status", status.Name()) : definition,
            query.CustomerId,
            query.Limit,
            cancellation);
    }

    private async Task<WriteOutcome> PatchAsync(OrderView view, CancellationToken cancellation)
    {
        var changes = new[]
        {
            PatchOperation.Set("/status", view.Status.Name()),
            PatchOperation.Set("/version", view.Version),
            SetJson.Of("/view", view, OrderDocumentJson.Default.OrderView),
        };
        var condition = string.Create(CultureInfo.InvariantCulture, $"c.version < {view.Version}");
        return (await _documents.PatchAsync(view.OrderId, view.CustomerId, changes, condition, cancellation)).Outcome;
    }

    private async Task<WriteOutcome> CreateAsync(OrderView view, CancellationToken cancellation) => (await _documents.CreateAsync(
        OrderViewDocument.Of(view), view.CustomerId, OrderDocumentJson.Default.OrderViewDocument, cancellation)).Outcome;

    private async Task<IReadOnlyList<OrderView>> ReadAsync(
        QueryDefinition query, string? customerId, int limit, CancellationToken cancellation)
    {
        var views = new List<OrderView>();
        await foreach (var document in _documents.QueryAsync(
            query, customerId, OrderDocumentJson.Default.QueryPageOrderViewDocument, limit, cancellation))
        {
            views.Add(document.View);
            if (views.Count == limit)
            {
                break;
            }
        }

        return views;
    }
}
