using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>payment.captured: the provider has collected <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentCaptured(string Provider, string PaymentId, long Amount, string Currency) : IOrderEvent;
