using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Relay;

namespace Pipeline.Functions.Relay;

/// <summary>The change feed of the container <c>orders</c>: publishes its events. A batch that fails comes again, for as long as it takes.</summary>
public sealed class RelayOrdersFunction(ChangeFeedRelay relay)
{
    [Function("RelayOrders")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [CosmosDBTrigger(
            "pipeline",
            "orders",
            Connection = "Cosmos",
            LeaseContainerName = "leases",
            LeaseContainerPrefix = "%LeasePrefix%-orders",
            StartFromBeginning = true,
            MaxItemsPerInvocation = 100,
            FeedPollDelay = 1_000)] IReadOnlyList<JsonElement> documents,
        CancellationToken cancellation) => relay.RelayAsync(documents, cancellation);
}
