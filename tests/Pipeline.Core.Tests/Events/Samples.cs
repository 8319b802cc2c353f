using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Events;

/// <summary>One of every event, in the order of the catalog.</summary>
internal static class Samples
{
    public static IReadOnlyList<IEvent> All { get; } =
    [
        Some.Placed(),
        new OrderConfirmed(),
        new OrderCancelRequested("changed my mind"),
        new OrderCancelled("No payment."),
        new OrderAttentionNeeded("refund-payment", "down"),
        Some.Reserved,
        new InventoryRejected("SKU-1", 2, 1),
        new InventoryReleased(),
        Some.Requested(),
        Some.Captured(),
        Some.Failed(),
        Some.Refunded(),
        Some.Scheduled,
        new ShipmentCancelled("ship_1"),
        new UserSignedUp("u-1", "u@example.com", "Ursula"),
        new SensorReading("s-1", "temperature", 21.5),
        new SensorThresholdExceeded("s-1", "temperature", 81.5, 80),
        new LogLine("info", "hello", "shop"),
        new DeadLetterArrived("d-1", "order-saga", "e-1", "com.example.order.placed", "unexpected"),
    ];
}
