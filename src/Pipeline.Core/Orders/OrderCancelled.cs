namespace Pipeline.Orders;

/// <summary>order.cancelled: everything that was done for the order is undone.</summary>
public sealed record OrderCancelled(string Reason) : IOrderEvent;
