using System.Globalization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;

namespace Pipeline.Azure.Orders;

/// <summary>An event of an order's stream; its id is its place, so that no two can take the same.</summary>
internal sealed record OrderEventDocument(
    string Id,
    string OrderId,
    string Kind,
    long Sequence,
    StoredEvent Event)
{
    public static OrderEventDocument Of(string orderId, CloudEvent cloudEvent)
    {
        var sequence = cloudEvent.Sequence()
            ?? throw new ArgumentException($"Event {cloudEvent.Id} has no place in a stream.", nameof(cloudEvent));
        return new OrderEventDocument(IdOf(sequence), orderId, DocumentKinds.Event, sequence, cloudEvent);
    }

    public static string IdOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"event-{sequence:d10}");
}
