using System.Buffers;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Undelivered;

/// <summary>
/// Reads the blobs that Event Grid writes for events it could not deliver: <c>SUBSCRIPTION/yyyy/m/d/h/guid.json</c>, an array of events
/// with the reason among each event's attributes. Subscriptions have the names of their queues, here in capitals.
/// </summary>
internal static class UndeliveredBlob
{
    private const int SegmentsAfterSubscription = 5;

    private static readonly string[] Reasons =
        ["deadletterreason", "deliveryattempts", "lastdeliveryoutcome", "publishtime", "lastdeliveryattempttime"];

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>The queue that a blob's events were meant for; null when the name contains no queue of routes.json.</summary>
    public static string? QueueOf(string blobName)
    {
        var segments = blobName.Split('/');
        return segments.Length <= SegmentsAfterSubscription ? null : Routes.Default.Queues.FirstOrDefault(
            queue => queue.Equals(segments[^(SegmentsAfterSubscription + 1)], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the events; one that cannot be read is wrapped as raw JSON in an event of our own.</summary>
    /// <exception cref="JsonException">The content is not a JSON array.</exception>
    public static IReadOnlyList<UndeliveredEvent> Read(BinaryData content, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(content, Lenient);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(item => Read(item, now))]
            : throw new JsonException("It is not an array of events.");
    }

    private static UndeliveredEvent Read(JsonElement item, DateTimeOffset now)
    {
        try
        {
            return new UndeliveredEvent(CloudEvents.FromJson(AsPublished(item)), Why(item));
        }
        catch (Exception error)
        {
            var wrapped = UnreadableDocument.Wrap("/undelivered", item, now);
            var why = new Permanent("unreadable-event", $"Event Grid's record of it cannot be read: {error.Message}");
            return new UndeliveredEvent(wrapped, why);
        }
    }

    // Drops what Event Grid added, so that a replay delivers the event as it was published.
    private static ReadOnlySpan<byte> AsPublished(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var property in item.EnumerateObject().Where(property => !IsReason(property)))
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private static Permanent Why(JsonElement item)
    {
        var told = item.EnumerateObject().Where(IsReason).Select(property => $"{property.Name} {property.Value}");
        return new Permanent("undelivered", $"Event Grid could not deliver it to its queue: {string.Join(", ", told)}.");
    }

    private static bool IsReason(JsonProperty property) => Reasons.Contains(property.Name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>An event as it was published, with the reason why Event Grid could not deliver it.</summary>
internal sealed record UndeliveredEvent(CloudEvent Event, Permanent Failure);
