using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Events;

/// <summary>An event of our own around JSON from which no event can be read, so that the dead-letter store can hold it whole.</summary>
internal static class UnreadableDocument
{
    /// <summary>JSON may nest 64 deep, and the event around it is one level.</summary>
    private const int MaxDepth = 63;

    private static readonly JsonSerializerOptions Shallow = new() { MaxDepth = MaxDepth };

    public static readonly string Type = Routes.Default.Prefix + "unreadable-document";

    /// <summary>The same JSON makes an event of the same id.</summary>
    public static CloudEvent Wrap(string source, JsonElement document, DateTimeOffset now)
    {
        var raw = document.GetRawText();
        var format = IsWritable(document) ? CloudEventDataFormat.Json : CloudEventDataFormat.Binary;
        return new CloudEvent(source, Type, BinaryData.FromString(raw), "application/json", format)
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)).AsSpan(0, 16)),
            Time = now,
            Subject = NameOf(document),
        };
    }

    // Which document it is, for a person who looks for it; an order's event has an id within its order.
    private static string? NameOf(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object ? null
        : TextOf(document, "orderId") is { } orderId ? $"{orderId}/{TextOf(document, "id")}"
        : TextOf(document, "id");

    private static string? TextOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && IsWritable(text) ? text.GetString() : null;

    // Half a surrogate pair, or too deep a nesting, can be read and not be written: then the event holds it as bytes.
    private static bool IsWritable(JsonElement document)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(document, Shallow);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
