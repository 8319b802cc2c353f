using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Cosmos;

/// <summary>A CloudEvent inside a document: its structured-mode JSON, as text.</summary>
[JsonConverter(typeof(StoredEventConverter))]
internal sealed record StoredEvent(CloudEvent CloudEvent)
{
    public static implicit operator CloudEvent(StoredEvent stored) => stored.CloudEvent;

    public static implicit operator StoredEvent(CloudEvent cloudEvent) => new(cloudEvent);
}

/// <summary>
/// Writes an event's JSON as text. The Functions host parses a change feed's documents and writes them again, which reformats whatever
/// looks like a time or a number; text survives unchanged.
/// </summary>
internal sealed class StoredEventConverter : JsonConverter<StoredEvent>
{
    public override StoredEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new StoredEvent(CloudEvents.FromJson(Encoding.UTF8.GetBytes(reader.GetString()!)))
            // Older documents hold the event as an object.
            : new StoredEvent(JsonSerializer.Deserialize<CloudEvent>(ref reader) ?? throw new JsonException("The event is null."));

    // The default encoder would write each quote as six bytes.
    public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options) => writer.WriteStringValue(
        JsonEncodedText.Encode(CloudEvents.ToJson(value.CloudEvent), JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
}
