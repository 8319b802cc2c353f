using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Relay;

namespace Pipeline.Functions.Relay;

/// <summary>The change feed of the container <c>events</c>: publishes its events. A batch that fails comes again, for as long as it takes.</summary>
public sealed class RelayEventsFunction(ChangeFeedRelay relay)
{
    [Function("RelayEvents")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
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
