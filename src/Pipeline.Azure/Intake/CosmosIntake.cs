using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Identity;

namespace Pipeline.Azure.Intake;

/// <summary>Takes events from outside into Cosmos DB, once per source and id for as long as the container keeps them.</summary>
internal sealed class CosmosIntake(CosmosDatabase database, IIdGenerator ids) : IEventIntake
{
    private readonly Documents _documents = database.Documents(CosmosContainers.Events);

    public async Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var accepted = AcceptedEvent.Of(cloudEvent, ids.Next());
        var written = await _documents.CreateAsync(accepted, accepted.Id, AcceptedEventJson.Default.AcceptedEvent, cancellation);

        // Either way it is committed; a write that was sent twice meets itself, and is no duplicate.
        return written.IsDone || await IsOwnAsync(accepted, cancellation);
    }

    private async Task<bool> IsOwnAsync(AcceptedEvent accepted, CancellationToken cancellation) =>
        await _documents.FindAsync(accepted.Id, accepted.Id, AcceptedEventJson.Default.AcceptedEvent, cancellation) is { } stored
        && stored.Document.Acceptance == accepted.Acceptance;
}
