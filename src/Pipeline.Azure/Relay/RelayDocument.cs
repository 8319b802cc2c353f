using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Failures;

namespace Pipeline.Azure.Relay;

/// <summary>Reads what a change feed hands over: documents of kind <c>event</c> carry a CloudEvent, as text; the others are state.</summary>
internal static class RelayDocument
{
    /// <summary>Whether the document is to be published. What does not even say what it is counts: it must not vanish.</summary>
    public static bool IsEvent(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object
        || !document.TryGetProperty("kind", out var kind)
        || kind.ValueKind != JsonValueKind.String
        || kind.ValueEquals(DocumentKinds.Event);

    /// <summary>Its event, or why none can be read from it.</summary>
    public static bool TryRead(
        JsonElement document, [NotNullWhen(true)] out CloudEvent? cloudEvent, [NotNullWhen(false)] out Failure? failure)
    {
        try
        {
            cloudEvent = document.GetProperty("event").Deserialize(CosmosJson.Default.StoredEvent)?.CloudEvent;
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

    private static Permanent Unreadable(string why) => new("unreadable-document", $"No event can be read from the document: {why}");
}
