namespace Pipeline.Orders;

/// <summary>An undo could not be done: a person must look.</summary>
public sealed record FlagOrder(string Activity, string Reason) : OrderCommand;
