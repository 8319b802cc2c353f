namespace Pipeline.Simulation;

/// <summary>
/// Section <c>Payments:Simulator</c>. Rates are shares of all customers, from 0 to 1; by default every payment is captured at once.
/// Only the provider with memory uses rates, and only the one without uses <see cref="WebhookUrl"/>.
/// </summary>
public sealed record SimulatorOptions
{
    public const string Section = "Payments:Simulator";

    /// <summary>The setting that turns simulated payments on or off; each host has its own default.</summary>
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
