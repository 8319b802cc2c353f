namespace Pipeline.Azure.Payments;

/// <summary>Section <c>Payments:Simulator</c>, as far as it means something on Azure.</summary>
public sealed record PaymentSimulatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments:Simulator";

    /// <summary>Whether payments are simulated; never by itself, since it gives goods away for no money.</summary>
    public bool Enabled { get; set; }

    /// <summary>Where the webhooks go: the app's own, unless set.</summary>
    public Uri? WebhookUrl { get; set; }
}
