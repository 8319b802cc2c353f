namespace Pipeline.Orders;

/// <summary>Which orders to list: newest first, those before <paramref name="After"/> (an order id), at most <paramref name="Limit"/>.</summary>
public sealed record OrderQuery(string? CustomerId, OrderStatus? Status, string? After, int Limit);
