using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>One payment provider's webhook: how its calls are verified and what they mean.</summary>
public interface IPaymentWebhook
{
    /// <summary>The provider's name, as in the webhook's path.</summary>
    string Provider { get; }

    /// <summary>
    /// Verifies the call, then translates it into events whose subject is the order; none when it does not concern an order.
    /// <see cref="Unauthentic"/> or <see cref="Stale"/> when it cannot be trusted, <see cref="Malformed"/> when it cannot be read.
    /// </summary>
    ValueTask<Result<ImmutableArray<CloudEvent>>> ReadAsync(WebhookRequest request, CancellationToken cancellation);
}

/// <summary>A webhook call as received: raw bytes, because those are what signatures cover.</summary>
/// <param name="Payload">The body.</param>
/// <param name="Header">A header's value by name, or null.</param>
/// <param name="ReceivedAt">When it arrived.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Payload, Func<string, string?> Header, DateTimeOffset ReceivedAt);

/// <summary>Where payment providers send their webhooks.</summary>
public static class PaymentWebhookPath
{
    /// <summary>The part of the route before the provider's name.</summary>
    public const string Prefix = "webhooks/payments/";
}
