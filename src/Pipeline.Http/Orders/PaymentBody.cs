namespace Pipeline.Http.Orders;

/// <summary>A payment of an order as HTTP shows it.</summary>
public sealed record PaymentBody(string Provider, string PaymentId, long Captured, long Refunded);
