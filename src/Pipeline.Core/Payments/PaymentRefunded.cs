using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>payment.refunded: the provider has returned <paramref name="Amount"/> minor units.</summary>
public sealed record PaymentRefunded(string Provider, string PaymentId, string RefundId, long Amount, string Currency) : IOrderEvent;
