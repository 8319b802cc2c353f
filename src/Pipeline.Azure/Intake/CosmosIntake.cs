using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Identity;
using Pipeline.Intake;

namespace Pipeline.Azure.Intake;

/// <summary>Accepts events from outside into Cosmos DB, once per source and id for as long as the container keeps them.</summary>
internal sealed class CosmosIntake(CosmosDatabase database, IIdGenerator ids) : IEventIntake
{
    private readonly Documents _documents = database.Documents(CosmosContainers.Events);

    public async Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var accepted = AcceptedEvent.Of(cloudEvent, ids.Next());
        var written = await _documents.CreateAsync(accepted, accepted.Id, AcceptedEventJson.Default.AcceptedEvent, cancellation);

        // The event is committed either way; a write that was repeated after a lost answer must not count as a duplicate.
        return written.IsDone || await IsOwnAsync(accepted, cancellation);
    }

    private async Task<bool> IsOwnAsync(AcceptedEvent accepted, CancellationToken cancellation) =>
        await _documents.FindAsync(accepted.Id, accepted.Id, AcceptedEventJson.Default.AcceptedEvent, cancellation) is { } stored
        && stored.Document.Acceptance == accepted.Acceptance;
}

/// <summary>An event outside any order: serves as inbox, which recognises it, and as outbox, which the relay reads.</summary>
/// <param name="Acceptance">Identifies the call that accepted the event, so that the call recognises its own document.</param>
internal sealed record AcceptedEvent(string Id, string Kind, string Acceptance, StoredEvent Event)
{
    public static AcceptedEvent Of(CloudEvent cloudEvent, string acceptance) =>
        new(HashedId.Of(cloudEvent.Source, cloudEvent.Id), DocumentKinds.Event, acceptance, cloudEvent);
}

/// <summary>Source-generated JSON of an accepted event.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedEvent))]
internal sealed partial class AcceptedEventJson : JsonSerializerContext;
