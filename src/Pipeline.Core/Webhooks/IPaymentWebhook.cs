using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>Where payment providers send their webhooks.</summary>
public static class PaymentWebhookPath
{
    /// <summary>What stands between the surface's prefix and the provider's name.</summary>
    public const string Prefix = "webhooks/payments/";
}

/// <summary>One payment provider's webhook: how its calls are verified and what they mean.</summary>
public interface IPaymentWebhook
{
    /// <summary>The provider's name, as in the path.</summary>
    string Provider { get; }

    /// <summary>
    /// Verifies the call, then says what happened as events whose subject is the order; none when it is not about an order of ours.
    /// <see cref="Unauthentic"/>, <see cref="Stale"/> or <see cref="Malformed"/> when it is not to be believed or cannot be read.
    /// </summary>
    ValueTask<Result<ImmutableArray<CloudEvent>>> ReadAsync(WebhookRequest request, CancellationToken cancellation);
}

/// <summary>A webhook call as it came: the raw bytes, because signatures cover those.</summary>
/// <param name="Payload">The body.</param>
/// <param name="Header">A header's value by name, or null.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Payload, Func<string, string?> Header, DateTimeOffset ReceivedAt);
