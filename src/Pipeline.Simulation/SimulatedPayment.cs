using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Simulation;

/// <summary>One payment in the simulated provider's ledger; the amount is in minor units.</summary>
/// <param name="NotifyAt">When to notify the merchant of the outcome; null when there is nothing, or nothing more, to report.</param>
public sealed record SimulatedPayment(
    string Id,
    string OrderId,
    string CustomerId,
    long Amount,
    string Currency,
    SimulatedStatus Status,
    long Refunded,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NotifyAt);

/// <summary>A payment's status in the simulated provider's ledger; the numbers are stored in its file.</summary>
public enum SimulatedStatus
{
    Open = 1,
    Captured = 2,
    Failed = 3,
    Voided = 4,
}

/// <summary>A simulated provider's ids: the same idempotency key always gives the same one.</summary>
internal static class SimulatedIds
{
    public static string Payment(string idempotencyKey) => "pi_" + Derive(idempotencyKey);

    public static string Refund(string idempotencyKey) => "re_" + Derive(idempotencyKey);

    private static string Derive(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
}
