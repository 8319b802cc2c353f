using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Events;

/// <summary>Wraps JSON that is not a readable event in an event of our own, so that the dead-letter store can keep it whole.</summary>
internal static class UnreadableDocument
{
    /// <summary>System.Text.Json nests at most 64 levels by default, and the wrapping event takes one.</summary>
    private const int MaxDepth = 63;

    private static readonly JsonSerializerOptions Shallow = new() { MaxDepth = MaxDepth };

    public static readonly string Type = Routes.Default.Prefix + "unreadable-document";

    /// <summary>Wraps a document; the same JSON always gets the same event id.</summary>
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

    // Helps a person find the document; an order's event has an id that is unique only within the order.
    private static string? NameOf(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object ? null
        : TextOf(document, "orderId") is { } orderId ? $"{orderId}/{TextOf(document, "id")}"
        : TextOf(document, "id");

    private static string? TextOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && IsWritable(text) ? text.GetString() : null;

    // Half a surrogate pair or excessive nesting can be read but not written: the event then holds the JSON as bytes.
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
