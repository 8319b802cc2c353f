namespace Pipeline.Orders;

/// <summary>A person wants the order cancelled.</summary>
public sealed record RequestCancel(string Reason) : OrderCommand;
