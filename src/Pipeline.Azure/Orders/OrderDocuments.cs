using System.Globalization;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Orders;

namespace Pipeline.Azure.Orders;

/// <summary>An order's state, in the same partition as its events.</summary>
internal sealed record OrderDocument(string Id, string OrderId, string Kind, long Version, Order Order)
{
    /// <summary>Each partition holds one state.</summary>
    public const string StateId = "state";

    public static OrderDocument Of(Order order) => new(StateId, order.OrderId, DocumentKinds.Order, order.Version, order);
}

/// <summary>An event of an order's stream. Its id is its sequence, so that no two events can take the same place.</summary>
internal sealed record OrderEventDocument(string Id, string OrderId, string Kind, long Sequence, StoredEvent Event)
{
    public static OrderEventDocument Of(string orderId, CloudEvent cloudEvent)
    {
        var sequence = cloudEvent.Sequence()
            ?? throw new ArgumentException($"Event {cloudEvent.Id} has no place in a stream.", nameof(cloudEvent));
        return new OrderEventDocument(IdOf(sequence), orderId, DocumentKinds.Event, sequence, cloudEvent);
    }

    public static string IdOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"event-{sequence:d10}");
}

/// <summary>The read model of one order; what queries filter by is stored beside the view.</summary>
internal sealed record OrderViewDocument(string Id, string CustomerId, string OrderId, string Status, long Version, OrderView View)
{
    public static OrderViewDocument Of(OrderView view) =>
        new(view.OrderId, view.CustomerId, view.OrderId, view.Status.Name(), view.Version, view);
}

/// <summary>Source-generated JSON of the orders' documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(OrderEventDocument))]
[JsonSerializable(typeof(QueryPage<OrderEventDocument>))]
[JsonSerializable(typeof(OrderViewDocument))]
[JsonSerializable(typeof(QueryPage<OrderViewDocument>))]
internal sealed partial class OrderDocumentJson : JsonSerializerContext;
