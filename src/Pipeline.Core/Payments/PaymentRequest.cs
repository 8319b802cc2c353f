namespace Pipeline.Payments;

/// <summary>What the provider is to collect; the amount is in minor units.</summary>
public sealed record PaymentRequest(string OrderId, string CustomerId, long Amount, string Currency);
