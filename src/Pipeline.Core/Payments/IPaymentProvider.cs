namespace Pipeline.Payments;

/// <summary>Port: the payment provider that collects money. It reports captures by webhook.</summary>
public interface IPaymentProvider
{
    /// <summary>The provider's name, as in its webhook's path.</summary>
    string Name { get; }

    /// <summary>Requests a payment and returns its id; the same key requests it once.</summary>
    /// <exception cref="Failures.FailureException">The provider could not be reached (transient) or refused (permanent).</exception>
    Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation);

    /// <summary>Voids a payment that is not captured yet; a captured or voided one stays as it is.</summary>
    Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation);

    /// <summary>Refunds that many minor units of a captured payment and returns the refund's id; the same key refunds once.</summary>
    Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation);
}

/// <summary>A payment to collect; the amount is in minor units.</summary>
public sealed record PaymentRequest(string OrderId, string CustomerId, long Amount, string Currency);

/// <summary>Section <c>Payments</c>.</summary>
public sealed record PaymentOptions
{
    /// <summary>How long an order waits for its payment before it is compensated.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);
}
