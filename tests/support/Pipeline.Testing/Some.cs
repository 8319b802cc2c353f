using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Orders;

namespace Pipeline.Testing;

/// <summary>Ordinary examples: an order of 32.00 USD, and what may happen to it.</summary>
public static class Some
{
    public const string OrderId = "01990000-0000-7000-8000-00000000abcd";
    public const string PaymentId = "pi_1";
    public const long Total = 3200;

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static InventoryReserved Reserved { get; } = new([new StockQuantity("SKU-1", 2)]);

    public static ShipmentScheduled Scheduled { get; } = new("acme", "ship_1", "TRACK-1");

    public static PaymentRequested Requested(string paymentId = PaymentId) => new("stripe", paymentId, Total, "USD");

    public static PaymentCaptured Captured(string paymentId = PaymentId, long amount = Total, string currency = "USD") =>
        new("stripe", paymentId, amount, currency);

    public static PaymentFailed Failed(string paymentId = PaymentId) => new("stripe", paymentId, "card_declined");

    public static PaymentRefunded Refunded(string paymentId = PaymentId, long amount = Total, string refundId = "re_1") =>
        new("stripe", paymentId, refundId, amount, "USD");

    public static PlaceOrder PlaceOrder(params OrderLine[] lines) => new(
        "c-1", "a@example.com", "USD", lines.Length > 0 ? lines : [new OrderLine("SKU-1", 2, 1250)], Tax: 200, ShippingFee: 500);

    public static OrderPlaced Placed(params OrderLine[] lines)
    {
        var place = PlaceOrder(lines);
        var subtotal = place.Lines.Sum(line => line.Quantity * line.UnitPrice);
        return new OrderPlaced(
            place.CustomerId, place.Email, place.Currency, place.Lines, subtotal, place.Tax, place.ShippingFee,
            subtotal + place.Tax + place.ShippingFee);
    }

    /// <summary>A placed order after these events.</summary>
    public static Order Order(params IOrderEvent[] then)
    {
        Order? order = null;
        foreach (var made in then.Prepend(Placed()))
        {
            order = OrderEvolution.Evolve(order, made, OrderId, Now, "correlation-1");
        }

        return order!;
    }

    /// <summary>An order with stock, money and parcel, ready to be confirmed, after these further events.</summary>
    public static Order ReadyOrder(params IOrderEvent[] then) =>
        Order([Reserved, Requested(), Captured(), Scheduled, .. then]);

    /// <summary>A CloudEvent with this data.</summary>
    public static CloudEvent Event(IEvent data, string subject = OrderId, string id = "01990000-0000-7000-8000-00000000eeee") =>
        CloudEvents.Create(data, "/tests", subject, id, Now, Trace.None);
}
