using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Cosmos;

/// <summary>
/// Writes an event's JSON as text. The Functions host parses the documents of a change feed and writes them again, and what looks like a
/// time or a number comes out in other characters; text comes out as it went in.
/// </summary>
internal sealed class StoredEventConverter : JsonConverter<StoredEvent>
{
    public override StoredEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new StoredEvent(CloudEvents.FromJson(Encoding.UTF8.GetBytes(reader.GetString()!)))
            // As documents had it before.
            : new StoredEvent(JsonSerializer.Deserialize<CloudEvent>(ref reader) ?? throw new JsonException("The event is null."));

    // The default encoder would write each quote in six bytes.
    public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options) => writer.WriteStringValue(
        JsonEncodedText.Encode(CloudEvents.ToJson(value.CloudEvent), JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
}
