using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>What the read model says of an order.</summary>
public sealed record StoredView(string OrderId, long Version, OrderStatus Status);
