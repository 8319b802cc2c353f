namespace Pipeline.Simulation;

/// <summary>
/// Section <c>Payments:Simulator</c>. Rates are shares of all customers, from 0 to 1. Unless told otherwise the provider is a quiet one
/// that captures everything at once. Only the provider with a memory has rates, and only the one without a set address.
/// </summary>
public sealed record SimulatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments:Simulator";

    /// <summary>The setting that turns simulated payments on or off; each host says what holds unless it is set.</summary>
    public const string EnabledKey = Section + ":Enabled";

    /// <summary>The same seed treats the same customer the same way.</summary>
    public long Seed { get; set; } = 1;

    public double DeclineRate { get; set; }

    public double HeldRate { get; set; }

    public double LateRate { get; set; }

    public double DelayRate { get; set; }

    public double DuplicateRate { get; set; }

    public double EarlyRate { get; set; }

    public double OutOfOrderRate { get; set; }

    /// <summary>Where the webhooks go: the app's own address, unless set.</summary>
    public Uri? WebhookUrl { get; set; }
}
