namespace Pipeline.Standalone.Payments;

/// <summary>Where a payment is in the simulated provider's ledger; the numbers stand in its file.</summary>
internal enum SimulatedStatus
{
    Open = 1,
    Captured = 2,
    Failed = 3,
    Voided = 4,
}
