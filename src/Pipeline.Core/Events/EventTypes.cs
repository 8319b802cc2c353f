namespace Pipeline.Events;

/// <summary>The short names of every event type; the full CloudEvents type puts <see cref="Routes.Prefix"/> before them.</summary>
public static class EventTypes
{
    public const string OrderPlaced = "order.placed";
    public const string OrderConfirmed = "order.confirmed";
    public const string OrderCancelRequested = "order.cancel-requested";
    public const string OrderCancelled = "order.cancelled";
    public const string OrderAttentionNeeded = "order.attention-needed";
    public const string InventoryReserved = "inventory.reserved";
    public const string InventoryRejected = "inventory.rejected";
    public const string InventoryReleased = "inventory.released";
    public const string PaymentRequested = "payment.requested";
    public const string PaymentCaptured = "payment.captured";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentRefunded = "payment.refunded";
    public const string ShipmentScheduled = "shipment.scheduled";
    public const string ShipmentCancelled = "shipment.cancelled";
    public const string UserSignedUp = "user.signed-up";
    public const string SensorReading = "sensor.reading";
    public const string SensorThresholdExceeded = "sensor.threshold-exceeded";
    public const string LogLine = "log.line";
    public const string DeadLetterArrived = "dead-letter.arrived";

    /// <summary>The full CloudEvents type of a short name.</summary>
    public static string Full(string name) => Routes.Default.Prefix + name;
}
