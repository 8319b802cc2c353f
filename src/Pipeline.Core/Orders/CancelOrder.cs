namespace Pipeline.Orders;

/// <summary>Everything is undone: close the order as cancelled.</summary>
public sealed record CancelOrder(string Reason) : OrderCommand;
