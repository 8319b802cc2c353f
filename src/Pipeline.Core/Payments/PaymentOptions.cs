namespace Pipeline.Payments;

/// <summary>Section <c>Payments</c>.</summary>
public sealed record PaymentOptions
{
    /// <summary>How long an order waits for its payment before it is compensated.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);
}
