using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Relay;

namespace Pipeline.Functions.Relay;

/// <summary>
/// The change feeds of the containers that hold events, in the order of containers.json: what is new is published. A failed batch
/// comes again for as long as it takes.
/// </summary>
public sealed class RelayFunctions(ChangeFeedRelay relay)
{
    [Function("RelayOrders")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RelayOrders(
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

    [Function("RelayEvents")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RelayEvents(
        [CosmosDBTrigger(
            "pipeline",
            "events",
            Connection = "Cosmos",
            LeaseContainerName = "leases",
            LeaseContainerPrefix = "%LeasePrefix%-events",
            StartFromBeginning = true,
            MaxItemsPerInvocation = 100,
            FeedPollDelay = 1_000)] IReadOnlyList<JsonElement> documents,
        CancellationToken cancellation) => relay.RelayAsync(documents, cancellation);
}
