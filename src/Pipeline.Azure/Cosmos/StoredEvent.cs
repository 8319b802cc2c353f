using System.Text.Json.Serialization;
using Azure.Messaging;

namespace Pipeline.Azure.Cosmos;

/// <summary>A CloudEvent in a document: its structured mode, as text.</summary>
[JsonConverter(typeof(StoredEventConverter))]
internal sealed record StoredEvent(CloudEvent CloudEvent)
{
    public static implicit operator CloudEvent(StoredEvent stored) => stored.CloudEvent;

    public static implicit operator StoredEvent(CloudEvent cloudEvent) => new(cloudEvent);
}
