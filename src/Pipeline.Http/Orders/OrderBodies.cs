using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Events;
using Pipeline.Http.Answers;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>The answer to placing or cancelling an order.</summary>
public sealed record OrderAccepted(string OrderId, string Status);

/// <summary>An order as HTTP shows it; amounts in minor units.</summary>
public sealed record OrderBody(
    string OrderId,
    string Status,
    long Version,
    string CustomerId,
    string Email,
    string Currency,
    ImmutableArray<OrderLine> Lines,
    long Subtotal,
    long Tax,
    long ShippingFee,
    long TotalAmount,
    IReadOnlyList<PaymentBody> Payments,
    OrderShipment? Shipment,
    string? CancelReason,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    public static OrderBody Of(Order order) => new(
        order.OrderId,
        order.Status.Name(),
        order.Version,
        order.CustomerId,
        order.Email,
        order.Currency,
        order.Lines,
        order.Subtotal,
        order.Tax,
        order.ShippingFee,
        order.Total,
        [.. order.Payments.Select(payment => new PaymentBody(payment.Provider, payment.PaymentId, payment.Captured, payment.Refunded))],
        order.Shipment,
        order.CancelReason,
        order.PlacedAt,
        order.UpdatedAt);
}

/// <summary>A payment of an order as HTTP shows it.</summary>
public sealed record PaymentBody(string Provider, string PaymentId, long Captured, long Refunded);

/// <summary>An order in a list.</summary>
public sealed record OrderSummary(
    string OrderId,
    string Status,
    long Version,
    string CustomerId,
    string Currency,
    long TotalAmount,
    int LineCount,
    string? TrackingNumber,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    public static OrderSummary Of(OrderView view) => new(
        view.OrderId, view.Status.Name(), view.Version, view.CustomerId, view.Currency, view.Total, view.LineCount, view.TrackingNumber,
        view.PlacedAt, view.UpdatedAt);
}

/// <summary>Source-generated JSON of what the order endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderAccepted))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(Page<OrderSummary>))]
[JsonSerializable(typeof(Page<JsonElement>))]
internal sealed partial class OrderBodyJson : JsonSerializerContext;
