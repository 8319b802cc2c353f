namespace Pipeline.Webhooks;

/// <summary>A webhook call as it came: the raw bytes, because signatures cover those.</summary>
/// <param name="Payload">The body.</param>
/// <param name="Header">A header's value by name, or null.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Payload, Func<string, string?> Header, DateTimeOffset ReceivedAt);
