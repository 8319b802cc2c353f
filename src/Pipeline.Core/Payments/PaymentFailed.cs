using Pipeline.Orders;

namespace Pipeline.Payments;

/// <summary>payment.failed: the provider could not collect; nothing is owed back.</summary>
public sealed record PaymentFailed(string Provider, string PaymentId, string Reason) : IOrderEvent;
