using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>What someone wants of an order; <see cref="OrderDecider"/> says what happens.</summary>
public abstract record OrderCommand;

/// <summary>Place a new order; the request was validated before.</summary>
public sealed record PlaceOrder(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    long Tax,
    long ShippingFee) : OrderCommand;

/// <summary>Record a fact of inventory, payment or shipping that the order's story needs.</summary>
public sealed record RecordEvent(IOrderEvent Fact) : OrderCommand;

/// <summary>A person wants the order cancelled.</summary>
public sealed record RequestCancel(string Reason) : OrderCommand;

/// <summary>Everything is done: close the order as confirmed.</summary>
public sealed record ConfirmOrder : OrderCommand;

/// <summary>Everything is undone: close the order as cancelled.</summary>
public sealed record CancelOrder(string Reason) : OrderCommand;

/// <summary>An undo could not be done: a person must look.</summary>
public sealed record FlagOrder(string Activity, string Reason) : OrderCommand;
