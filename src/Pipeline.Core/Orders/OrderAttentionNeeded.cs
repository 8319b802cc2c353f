namespace Pipeline.Orders;

/// <summary>order.attention-needed: an undo could not be done; a person looks at the saga and resumes it.</summary>
public sealed record OrderAttentionNeeded(string Activity, string Reason) : IOrderEvent;
