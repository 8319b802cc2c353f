using System.Collections.Immutable;
using Azure.Messaging;
using Microsoft.Extensions.Options;
using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>Stripe: verifies its signature on the raw bytes, then translates its event.</summary>
public sealed class StripeWebhook(IOptions<StripeWebhookOptions> options) : IPaymentWebhook
{
    public string Provider => StripeEvents.Provider;

    public ValueTask<Result<ImmutableArray<CloudEvent>>> ReadAsync(WebhookRequest request, CancellationToken cancellation)
    {
        var header = request.Header(StripeSignature.HeaderName);
        var failure = StripeSignature.Verify(request.Payload.Span, header, options.Value.SigningSecrets, request.ReceivedAt);
        return ValueTask.FromResult(failure is null ? StripeEvents.Translate(request.Payload, request.ReceivedAt) : failure);
    }
}

/// <summary>Section <c>Webhooks:Stripe</c>.</summary>
public sealed record StripeWebhookOptions
{
    public const string Section = "Webhooks:Stripe";

    /// <summary>Secrets that a call may be signed with; several while they are rotated.</summary>
    public IList<string> SigningSecrets { get; init; } = [];
}
