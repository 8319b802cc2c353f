using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Failures;

namespace Pipeline.Azure.Relay;

/// <summary>Reads a change feed's documents: those of kind <c>event</c> carry a CloudEvent as text; the others are state.</summary>
internal static class RelayDocument
{
    /// <summary>Whether to publish the document. One without a readable kind counts as an event: it must not vanish.</summary>
    public static bool IsEvent(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object
        || !document.TryGetProperty("kind", out var kind)
        || kind.ValueKind != JsonValueKind.String
        || kind.ValueEquals(DocumentKinds.Event);

    /// <summary>Reads the document's event, or says why it cannot.</summary>
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
