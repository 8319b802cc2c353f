using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;
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
