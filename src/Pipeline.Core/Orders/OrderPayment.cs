using System.Collections.Immutable;

namespace Pipeline.Orders;

/// <summary>One payment of an order at its provider; amounts in minor units.</summary>
public sealed record OrderPayment(string Provider, string PaymentId, long Captured = 0, long Refunded = 0)
{
    /// <summary>Whether the order's story says that it was asked for; a fast provider's webhook may come before that.</summary>
    public bool Requested { get; init; }

    /// <summary>Whether it can still be captured: asked for, and neither captured nor failed yet.</summary>
    public bool Open { get; init; } = true;

    /// <summary>The provider's refunds that <see cref="Refunded"/> adds up, so that one told twice counts once.</summary>
    public ImmutableArray<string> RefundIds { get; init; } = [];

    /// <summary>What the customer has paid and not got back.</summary>
    public long Net => Captured - Refunded;
}
