using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Relay;

/// <summary>Reads what a change feed hands over: documents of kind <c>event</c> carry a CloudEvent, whole; the others are state.</summary>
internal static class RelayDocument
{
    /// <summary>The type of the event that holds a document from which no event can be read.</summary>
    public static readonly string UnreadableType = Routes.Default.Prefix + "relay.unreadable-document";

    private const string Source = "/relay";

    /// <summary>Whether the document is to be published. What does not even say what it is counts: it must not vanish.</summary>
    public static bool IsEvent(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object
        || !document.TryGetProperty("kind", out var kind)
        || kind.ValueKind != JsonValueKind.String
        || kind.ValueEquals("event"u8);

    /// <summary>Its event, or why none can be read from it.</summary>
    public static bool TryRead(JsonElement document, [NotNullWhen(true)] out CloudEvent? cloudEvent, [NotNullWhen(false)] out Failure? failure)
    {
        try
        {
            cloudEvent = document.GetProperty("event").Deserialize<CloudEvent>();
            failure = cloudEvent is null ? Unreadable("its event is null") : null;
            return cloudEvent is not null;
        }
        catch (Exception error)
        {
            cloudEvent = null;
            failure = Unreadable(error.Message);
            return false;
        }
    }

    /// <summary>An event of our own around the raw document; the same document makes the same event.</summary>
    public static CloudEvent Wrap(JsonElement document, DateTimeOffset now)
    {
        var raw = document.GetRawText();
        return new CloudEvent(Source, UnreadableType, BinaryData.FromString(raw), "application/json", CloudEventDataFormat.Json)
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)).AsSpan(0, 16)),
            Time = now,
        };
    }

    private static Permanent Unreadable(string why) => new("unreadable-document", $"No event can be read from the document: {why}");
}
