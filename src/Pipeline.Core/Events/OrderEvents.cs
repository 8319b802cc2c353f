namespace Pipeline.Events;

/// <summary>An event of an order's stream.</summary>
public interface IOrderEvent : IEvent;

/// <summary>One line of an order; <paramref name="UnitPrice"/> is in minor units of the order's currency.</summary>
public sealed record OrderLine(string Sku, long Quantity, long UnitPrice);

/// <summary>A quantity of one SKU.</summary>
public sealed record StockQuantity(string Sku, long Quantity);

/// <summary>order.placed v2. Amounts are in minor units; <paramref name="TotalAmount"/> = subtotal + tax + shippingFee.</summary>
public sealed record OrderPlaced(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    long Subtotal,
    long Tax,
    long ShippingFee,
    long TotalAmount) : IOrderEvent;

/// <summary>inventory.reserved: the stock is held for the order.</summary>
public sealed record InventoryReserved(IReadOnlyList<StockQuantity> Items) : IOrderEvent;

/// <summary>inventory.rejected: a SKU is short; nothing is held.</summary>
public sealed record InventoryRejected(string Sku, long Requested, long Available) : IOrderEvent;

/// <summary>payment.requested: the provider was asked to collect <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentRequested(string Provider, string PaymentId, long Amount, string Currency) : IOrderEvent;

/// <summary>payment.captured: the provider has collected <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentCaptured(string Provider, string PaymentId, long Amount, string Currency) : IOrderEvent;

/// <summary>payment.failed: the provider could not collect; nothing is owed back.</summary>
public sealed record PaymentFailed(string Provider, string PaymentId, string Reason) : IOrderEvent;

/// <summary>shipment.scheduled: the carrier will collect the parcel.</summary>
public sealed record ShipmentScheduled(string Carrier, string ShipmentId, string TrackingNumber) : IOrderEvent;

/// <summary>order.confirmed: paid and shipped; its goods have left the stock.</summary>
public sealed record OrderConfirmed : IOrderEvent;

/// <summary>order.cancel-requested: from here on the order cannot be confirmed; its saga compensates.</summary>
public sealed record OrderCancelRequested(string Reason) : IOrderEvent;

/// <summary>shipment.cancelled: the carrier will not collect the parcel.</summary>
public sealed record ShipmentCancelled(string ShipmentId) : IOrderEvent;

/// <summary>payment.refunded: the provider has returned <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentRefunded(string Provider, string PaymentId, string RefundId, long Amount, string Currency) : IOrderEvent;

/// <summary>inventory.released: what was held for the order is available again.</summary>
public sealed record InventoryReleased : IOrderEvent;

/// <summary>order.cancelled: everything that was done for the order is undone.</summary>
public sealed record OrderCancelled(string Reason) : IOrderEvent;

/// <summary>order.attention-needed: an undo failed for good; an operator looks into the saga and resumes it.</summary>
public sealed record OrderAttentionNeeded(string Activity, string Reason) : IOrderEvent;
