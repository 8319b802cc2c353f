using System.Text.Json.Serialization;

namespace Pipeline.Http.Webhooks;

/// <summary>The answer to a verified webhook call.</summary>
/// <param name="Handled">Whether it was recorded in an order.</param>
public sealed record WebhookReceipt(bool Received, bool Handled);

/// <summary>Source-generated JSON of the answer to a webhook.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookReceipt))]
internal sealed partial class WebhookReceiptJson : JsonSerializerContext;
