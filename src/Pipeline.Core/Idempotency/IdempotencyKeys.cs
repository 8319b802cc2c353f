using System.Security.Cryptography;

namespace Pipeline.Idempotency;

/// <summary>Port: what clients' Idempotency-Key headers were used for.</summary>
public interface IIdempotencyKeys
{
    /// <summary>
    /// Claims a key for a request. The first claim is granted, and so is one after a claim whose request never finished; both get the same
    /// order id, so that half-done work is completed, not repeated.
    /// </summary>
    /// <param name="key">The client's key.</param>
    /// <param name="fingerprint">A hash of the request's body.</param>
    /// <param name="proposedOrderId">The order's id if this is the first claim.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation);

    /// <summary>Stores the answer for every later request with this key; does nothing once another request has the claim.</summary>
    Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation);

    /// <summary>
    /// Gives up the claim of a request that was refused or failed, so that the client may retry at once; does nothing when the key was
    /// answered or the claim has passed to another request.
    /// </summary>
    Task ForgetAsync(string key, string claimId, CancellationToken cancellation);
}

/// <summary>A request that takes effect once: the client's key and the SHA-256 of the body.</summary>
public sealed record IdempotentRequest(string Key, string Fingerprint)
{
    public static IdempotentRequest Of(string key, ReadOnlySpan<byte> body) => new(key, Convert.ToHexStringLower(SHA256.HashData(body)));
}

/// <summary>What became of a claim.</summary>
public abstract record IdempotencyClaim
{
    /// <summary>Proceed with this order id.</summary>
    /// <param name="ClaimId">Distinguishes this claim from that of a request which takes over when this one outlasts its lease.</param>
    public sealed record Granted(string OrderId, string ClaimId) : IdempotencyClaim;

    /// <summary>Another request with this key is in progress: answer 409.</summary>
    public sealed record InProgress : IdempotencyClaim;

    /// <summary>Already done: give this answer again.</summary>
    public sealed record Answered(IdempotentAnswer Answer) : IdempotencyClaim;

    /// <summary>The key was used with another body: answer 422.</summary>
    public sealed record Mismatch : IdempotencyClaim;
}

/// <summary>The HTTP answer that is stored with a key.</summary>
public sealed record IdempotentAnswer(int Status, string? Location, string Body);

/// <summary>How long keys are kept and claims are honoured.</summary>
public static class IdempotencyLimits
{
    public const int MaxKeyLength = 255;

    /// <summary>How long a stored answer is given again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>How long a claim without an answer blocks others; then its request counts as lost.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
}
