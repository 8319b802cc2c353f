namespace Pipeline.Orders;

/// <summary>Everything is done: close the order as confirmed.</summary>
public sealed record ConfirmOrder : OrderCommand;
