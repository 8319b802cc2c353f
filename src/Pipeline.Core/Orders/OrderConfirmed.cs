namespace Pipeline.Orders;

/// <summary>order.confirmed: paid and shipped; its goods have left the stock.</summary>
public sealed record OrderConfirmed : IOrderEvent;
