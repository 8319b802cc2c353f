using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Events;

namespace Pipeline.Azure.Cosmos;

/// <summary>Writes an event as its structured mode says, and reads it again.</summary>
internal sealed class StoredEventConverter : JsonConverter<StoredEvent>
{
    public override StoredEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        document.WriteTo(writer);
        writer.Flush();
        return new StoredEvent(CloudEvents.FromJson(buffer.WrittenSpan));
    }

    public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options) =>
        writer.WriteRawValue(CloudEvents.ToJson(value.CloudEvent), skipInputValidation: true);
}
