using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Orders;
using Pipeline.Failures;
using Pipeline.Operations;

namespace Pipeline.Azure.Operations;

/// <summary>The app is ready when the order store answers within 3 seconds.</summary>
internal sealed class CosmosHealth(CosmosDatabase database, TimeProvider time) : IHealth
{
    // Far below a request's own time-out: a probe wants an answer now.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // No order has this id: "not found" proves that the store answers.
    private const string NoOrder = "readiness";

    private readonly Documents _documents = database.Documents(CosmosContainers.Orders);

    public async ValueTask<Failure?> CheckAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await _documents.FindAsync(NoOrder, NoOrder, OrderDocumentJson.Default.OrderDocument, either.Token);
            return null;
        }
        catch (FailureException error)
        {
            return error.Failure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Transient("store-timed-out", $"Cosmos DB did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
