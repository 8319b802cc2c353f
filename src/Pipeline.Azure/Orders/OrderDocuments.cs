using System.Globalization;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Orders;

namespace Pipeline.Azure.Orders;

/// <summary>An order's state, beside its events.</summary>
internal sealed record OrderDocument(string Id, string OrderId, string Kind, long Version, Order Order)
{
    /// <summary>The one state of the partition.</summary>
    public const string StateId = "state";

    public static OrderDocument Of(Order order) => new(StateId, order.OrderId, DocumentKinds.Order, order.Version, order);
}

/// <summary>Source-generated JSON of the orders' documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(OrderEventDocument))]
[JsonSerializable(typeof(QueryPage<OrderEventDocument>))]
[JsonSerializable(typeof(OrderViewDocument))]
[JsonSerializable(typeof(QueryPage<OrderViewDocument>))]
internal sealed partial class OrderDocumentJson : JsonSerializerContext;

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

/// <summary>The read model of one order; what queries filter by stands beside the view.</summary>
internal sealed record OrderViewDocument(string Id, string CustomerId, string OrderId, string Status, long Version, OrderView View)
{
    public static OrderViewDocument Of(OrderView view) =>
        new(view.OrderId, view.CustomerId, view.OrderId, view.Status.Name(), view.Version, view);
}
