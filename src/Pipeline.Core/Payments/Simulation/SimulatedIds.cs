using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Payments.Simulation;

/// <summary>A simulated provider's ids: the same idempotency key always gives the same one.</summary>
public static class SimulatedIds
{
    public static string Payment(string idempotencyKey) => "pi_" + Derive(idempotencyKey);

    public static string Refund(string idempotencyKey) => "re_" + Derive(idempotencyKey);

    private static string Derive(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
}
