namespace Pipeline.Orders;

/// <summary>Record a fact of inventory, payment or shipping that the order's story needs.</summary>
public sealed record RecordEvent(IOrderEvent Fact) : OrderCommand;
