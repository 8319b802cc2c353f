using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Intake;

/// <summary>An event from outside any order: the inbox that knows it again, and the outbox that the relay reads.</summary>
/// <param name="Acceptance">Of the call that accepted it, so that this call knows its own document again.</param>
internal sealed record AcceptedEvent(
    string Id,
    string Kind,
    string Acceptance,
    StoredEvent Event)
{
    public static AcceptedEvent Of(CloudEvent cloudEvent, string acceptance) =>
        new(HashedId.Of(cloudEvent.Source, cloudEvent.Id), DocumentKinds.Event, acceptance, cloudEvent);
}

/// <summary>Source-generated JSON of an accepted event.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedEvent))]
internal sealed partial class AcceptedEventJson : JsonSerializerContext;
