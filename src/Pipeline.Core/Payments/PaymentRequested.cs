using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>payment.requested: the provider was asked to collect <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentRequested(string Provider, string PaymentId, long Amount, string Currency) : IOrderEvent;
