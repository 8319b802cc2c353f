namespace Pipeline.Payments;

/// <summary>Port: the payment provider that the pipeline asks for money. Its answers about captures come by webhook.</summary>
public interface IPaymentProvider
{
    /// <summary>The provider's name, as in the path of its webhook.</summary>
    string Name { get; }

    /// <summary>Asks for a payment and returns its id; the same key asks once.</summary>
    /// <exception cref="Failures.FailureException">The provider could not be reached (transient) or refused (permanent).</exception>
    Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation);

    /// <summary>Voids a payment that is not captured yet; one that is captured or void already is left as it is.</summary>
    Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation);

    /// <summary>Refunds some of a captured payment and returns the refund's id; the same key refunds once.</summary>
    Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation);
}

/// <summary>Section <c>Payments</c>.</summary>
public sealed record PaymentOptions
{
    /// <summary>How long an order waits for its payment before it is compensated.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);
}

/// <summary>What the provider is to collect; the amount is in minor units.</summary>
public sealed record PaymentRequest(string OrderId, string CustomerId, long Amount, string Currency);
