using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Cosmos;

/// <summary>A CloudEvent in a document: its structured mode, as text.</summary>
[JsonConverter(typeof(StoredEventConverter))]
internal sealed record StoredEvent(CloudEvent CloudEvent)
{
    public static implicit operator CloudEvent(StoredEvent stored) => stored.CloudEvent;

    public static implicit operator StoredEvent(CloudEvent cloudEvent) => new(cloudEvent);
}

/// <summary>What a document is, in its <c>kind</c>.</summary>
internal static class DocumentKinds
{
    /// <summary>Carries a CloudEvent that the relay publishes.</summary>
    public const string Event = "event";

    public const string Order = "order";
    public const string Stock = "stock";
    public const string Hold = "hold";
    public const string Reservation = "reservation";
    public const string Counter = "counter";
    public const string Counted = "counted";
}

/// <summary>A document id from text that an id could not hold: of fixed length and safe in addresses.</summary>
internal static class HashedId
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}

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
