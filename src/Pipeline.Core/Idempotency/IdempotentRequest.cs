using System.Security.Cryptography;

namespace Pipeline.Idempotency;

/// <summary>A request that is to take effect once: the client's key, and a hash of the body that it was used for.</summary>
public sealed record IdempotentRequest(string Key, string Fingerprint)
{
    public static IdempotentRequest Of(string key, ReadOnlySpan<byte> body) => new(key, Convert.ToHexStringLower(SHA256.HashData(body)));
}
