namespace Pipeline.Payments.Simulation;

/// <summary>One payment in the simulated provider's ledger; the amount is in minor units.</summary>
/// <param name="NotifyAt">When the merchant is to be told how it went; null when there is nothing to tell (any more).</param>
public sealed record SimulatedPayment(
    string Id,
    string OrderId,
    string CustomerId,
    long Amount,
    string Currency,
    SimulatedStatus Status,
    long Refunded,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NotifyAt);
