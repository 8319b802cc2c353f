using Pipeline.Azure.Cosmos;
using Pipeline.Failures;
using Pipeline.Operations;

namespace Pipeline.Azure.Operations;

/// <summary>Ready means: the store of orders answers.</summary>
internal sealed class CosmosHealth(CosmosDatabase database) : IHealth
{
    // No order has this id; that the store says so is the answer.
    private const string NoOrder = "readiness";

    private readonly Documents _documents = database.Documents(CosmosContainers.Orders);

    public async ValueTask<Failure?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await _documents.FindAsync(NoOrder, NoOrder, CosmosJson.Default.OrderDocument, cancellation);
            return null;
        }
        catch (FailureException error)
        {
            return error.Failure;
        }
    }
}
