namespace Pipeline.Http.Orders;

/// <summary>The answer to placing or cancelling an order.</summary>
public sealed record OrderAccepted(string OrderId, string Status);
