using System.Collections.Immutable;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Orders;

/// <summary>The rules of an order: which events a command makes in a state; none when it was already done.</summary>
public static class OrderDecider
{
    /// <summary>The code when a new order has the id of an existing one.</summary>
    public const string ExistsCode = "order-exists";

    private static readonly ImmutableArray<IOrderEvent> Nothing = [];

    /// <summary>Decides a command; a <see cref="Failure"/> says why the state forbids it.</summary>
    public static Result<ImmutableArray<IOrderEvent>> Decide(Order? order, OrderCommand command) => (order, command) switch
    {
        (null, PlaceOrder place) => Place(place),
        (null, _) => new NotFound(OrderMissing.Code, "There is no such order."),
        (_, PlaceOrder) => new Conflict(ExistsCode, $"Order {order.OrderId} exists already."),
        (_, RecordEvent record) => Record(order, record.Fact),
        (_, RequestCancel cancel) => RequestCancel(order, cancel),
        (_, ConfirmOrder) => Confirm(order),
        (_, CancelOrder cancel) => Cancel(order, cancel),
        (_, FlagOrder flag) => Flag(order, flag),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No rule decides this command."),
    };

    /// <summary>Why the order may not go on, or null when it may.</summary>
    public static Permanent? WhyNotProceed(Order order) =>
        order.Status.IsTerminal() ? new Permanent("order-closed", $"Order {order.OrderId} is {order.Status.Name()}.")
        : order.CancelReason is { } reason ? new Permanent("cancel-requested", reason)
        : null;

    /// <summary>Why the order may not be shipped, or null when it may: it must be paid in full.</summary>
    public static Permanent? WhyNotShip(Order order) =>
        WhyNotProceed(order)
        ?? (order.PaidInFull() ? null : new Permanent(
            "not-paid-in-full", $"Order {order.OrderId} has {order.NetCaptured()} of {order.Total} minor units."));

    /// <summary>Why the order may not be confirmed, or null when it may.</summary>
    public static Permanent? WhyNotConfirm(Order order) =>
        WhyNotShip(order)
        ?? (order is { StockHeld: true, Shipment: not null } ? null : new Permanent(
            "not-ready", $"Order {order.OrderId} has no stock or no shipment."));

    private static Result<ImmutableArray<IOrderEvent>> Place(PlaceOrder place)
    {
        // Decimal holds every product that a valid request can make, so the limit check itself cannot overflow.
        var subtotal = place.Lines.Sum(line => (decimal)line.Quantity * line.UnitPrice);
        var total = subtotal + place.Tax + place.ShippingFee;
        return total > OrderLimits.MaxTotal
            ? new Rejected("total-too-large", $"The total may be at most {OrderLimits.MaxTotal} minor units.")
            : total == 0 ? new Rejected("total-zero", "The total is 0, which no payment provider can collect.")
            : Events(new OrderPlaced(
                place.CustomerId, place.Email, place.Currency, place.Lines, (long)subtotal, place.Tax, place.ShippingFee, (long)total));
    }

    // What happened outside is recorded in any state, even after a cancel: its undo is decided from the record.
    private static Result<ImmutableArray<IOrderEvent>> Record(Order order, IOrderEvent fact) => fact switch
    {
        PaymentRequested requested => order.Payment(requested.PaymentId) is { Requested: true } ? Nothing : Events(requested),
        PaymentCaptured captured => OrderMoney.Capture(order, captured),
        PaymentFailed failed => order.Payment(failed.PaymentId) is { Open: false } ? Nothing : Events(failed),
        PaymentRefunded refunded => OrderMoney.Refund(order, refunded),
        InventoryReserved reserved => order.StockHeld ? Nothing : Events(reserved),
        InventoryRejected rejected => order.StockRejected ? Nothing : Events(rejected),
        InventoryReleased released => order.StockHeld ? Events(released) : Nothing,
        ShipmentScheduled scheduled => order.Shipment is null ? Events(scheduled) : Nothing,
        ShipmentCancelled cancelled => order.Shipment?.ShipmentId == cancelled.ShipmentId ? Events(cancelled) : Nothing,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "No rule records this fact."),
    };

    private static Result<ImmutableArray<IOrderEvent>> RequestCancel(Order order, RequestCancel cancel) => order switch
    {
        { Status: OrderStatus.Confirmed } => new Rejected(
            "order-confirmed", $"Order {order.OrderId} is confirmed; it can no longer be cancelled."),
        { Status: OrderStatus.Cancelled } or { CancelReason: not null } => Nothing,
        _ => Events(new OrderCancelRequested(cancel.Reason)),
    };

    private static Result<ImmutableArray<IOrderEvent>> Confirm(Order order) =>
        order.Status == OrderStatus.Confirmed ? Nothing : WhyNotConfirm(order) is { } obstacle ? obstacle : Events(new OrderConfirmed());

    private static Result<ImmutableArray<IOrderEvent>> Cancel(Order order, CancelOrder cancel) => order.Status switch
    {
        OrderStatus.Cancelled => Nothing,
        OrderStatus.Confirmed => new Permanent("order-confirmed", $"Order {order.OrderId} is confirmed; it cannot be cancelled."),
        _ => Events(new OrderCancelled(cancel.Reason)),
    };

    // A closed order that owes nothing was settled meanwhile: a late flag would open it again.
    private static Result<ImmutableArray<IOrderEvent>> Flag(Order order, FlagOrder flag) =>
        order.Flagged || (order.Status.IsTerminal() && !Refunds.Owed(order).Any())
            ? Nothing
            : Events(new OrderAttentionNeeded(flag.Activity, flag.Reason));

    private static Result<ImmutableArray<IOrderEvent>> Events(IOrderEvent made) => ImmutableArray.Create(made);
}

/// <summary>A request to change an order; <see cref="OrderDecider"/> decides what happens.</summary>
public abstract record OrderCommand;

/// <summary>Place a new order; the request is already validated.</summary>
public sealed record PlaceOrder(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    long Tax,
    long ShippingFee) : OrderCommand;

/// <summary>Record what happened to the order's goods, payment or parcel.</summary>
public sealed record RecordEvent(IOrderEvent Fact) : OrderCommand;

/// <summary>Start cancelling the order, as a person asked.</summary>
public sealed record RequestCancel(string Reason) : OrderCommand;

/// <summary>Everything is done: close the order as confirmed.</summary>
public sealed record ConfirmOrder : OrderCommand;

/// <summary>Everything is undone: close the order as cancelled.</summary>
public sealed record CancelOrder(string Reason) : OrderCommand;

/// <summary>An undo failed for good: call for an operator.</summary>
public sealed record FlagOrder(string Activity, string Reason) : OrderCommand;
