namespace Pipeline.Payments.Simulation;

/// <summary>Where a payment is in the simulated provider's ledger; the numbers stand in its file.</summary>
public enum SimulatedStatus
{
    Open = 1,
    Captured = 2,
    Failed = 3,
    Voided = 4,
}
