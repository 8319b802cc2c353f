namespace Pipeline.Webhooks;

/// <summary>Section <c>Webhooks:Stripe</c>.</summary>
public sealed record StripeWebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks:Stripe";

    /// <summary>Secrets that a call may be signed with; several while one is replaced by the next.</summary>
    public IList<string> SigningSecrets { get; init; } = [];
}
