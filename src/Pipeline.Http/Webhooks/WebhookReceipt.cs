namespace Pipeline.Http.Webhooks;

/// <summary>The answer to a verified webhook call.</summary>
/// <param name="Handled">Whether it was recorded in an order.</param>
public sealed record WebhookReceipt(bool Received, bool Handled);
