namespace Pipeline.Standalone.Payments;

/// <summary>How the payment provider treats one customer.</summary>
/// <param name="Delay">How long the provider takes to settle.</param>
/// <param name="Duplicate">The merchant is told twice.</param>
/// <param name="Early">The merchant is told before the call that asked for the payment has its answer.</param>
/// <param name="OutOfOrder">An event that says the payment was created comes after the one that says it is settled.</param>
internal sealed record PaymentBehaviour(PaymentOutcome Outcome, TimeSpan Delay, bool Duplicate, bool Early, bool OutOfOrder);
