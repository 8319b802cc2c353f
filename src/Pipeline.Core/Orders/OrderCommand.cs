using Pipeline.Events;

namespace Pipeline.Orders;

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
