namespace Pipeline.Idempotency;

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
