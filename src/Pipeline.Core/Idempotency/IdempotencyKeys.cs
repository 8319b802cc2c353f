using System.Security.Cryptography;

namespace Pipeline.Idempotency;

/// <summary>Port: what clients' Idempotency-Key headers were used for.</summary>
public interface IIdempotencyKeys
{
    /// <summary>
    /// Claims a key for a request. The first claim, and one after a claim whose request never finished, may go on;
    /// they are given the same order id, so that what was half done is completed and not done twice.
    /// </summary>
    /// <param name="key">The client's key.</param>
    /// <param name="fingerprint">A hash of the request's body.</param>
    /// <param name="proposedOrderId">The id that the order gets if this is the first claim.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation);

    /// <summary>Stores the answer that every later request with this key gets. Nothing happens when the claim has passed to another request.</summary>
    Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation);

    /// <summary>
    /// Gives a claim back whose request was refused or failed, so that the client may try again at once. Nothing happens when it was
    /// answered, or has passed to another request.
    /// </summary>
    Task ForgetAsync(string key, string claimId, CancellationToken cancellation);
}

/// <summary>A request that is to take effect once: the client's key, and a hash of the body that it was used for.</summary>
public sealed record IdempotentRequest(string Key, string Fingerprint)
{
    public static IdempotentRequest Of(string key, ReadOnlySpan<byte> body) => new(key, Convert.ToHexStringLower(SHA256.HashData(body)));
}

/// <summary>What became of a claim.</summary>
public abstract record IdempotencyClaim
{
    /// <summary>Go on, with this order id.</summary>
    /// <param name="ClaimId">Tells this claim of the key from a later one, should the request take so long that another takes over.</param>
    public sealed record Granted(string OrderId, string ClaimId) : IdempotencyClaim;

    /// <summary>Another request with this key is under way: answer 409.</summary>
    public sealed record InProgress : IdempotencyClaim;

    /// <summary>Done before: answer this again.</summary>
    public sealed record Answered(IdempotentAnswer Answer) : IdempotencyClaim;

    /// <summary>The key was used for another body: answer 422.</summary>
    public sealed record Mismatch : IdempotencyClaim;
}

/// <summary>A stored answer.</summary>
public sealed record IdempotentAnswer(int Status, string? Location, string Body);

/// <summary>How long keys are kept and claims are honoured.</summary>
public static class IdempotencyLimits
{
    public const int MaxKeyLength = 255;

    /// <summary>Stored answers are given again for this long.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>A claim without an answer blocks others for this long, then its request counts as lost.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
}
