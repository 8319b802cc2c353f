namespace Pipeline.Audit;

/// <summary>An order's state as the store wrote it: JSON of <see cref="Orders.Order"/>.</summary>
public sealed record StoredOrder(string OrderId, ReadOnlyMemory<byte> State);
