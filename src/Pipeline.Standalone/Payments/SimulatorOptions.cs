namespace Pipeline.Standalone.Payments;

/// <summary>
/// Section <c>Payments:Simulator</c>. Rates are shares of all customers, from 0 to 1. Unless told otherwise the provider is a quiet one
/// that captures everything at once.
/// </summary>
internal sealed record SimulatorOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>The same seed treats the same customer the same way.</summary>
    public long Seed { get; set; } = 1;

    public double DeclineRate { get; set; }

    public double HeldRate { get; set; }

    public double LateRate { get; set; }

    public double DelayRate { get; set; }

    public double DuplicateRate { get; set; }

    public double EarlyRate { get; set; }

    public double OutOfOrderRate { get; set; }
}
