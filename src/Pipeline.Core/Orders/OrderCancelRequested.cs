namespace Pipeline.Orders;

/// <summary>order.cancel-requested: from here on the order cannot be confirmed; its saga compensates.</summary>
public sealed record OrderCancelRequested(string Reason) : IOrderEvent;
