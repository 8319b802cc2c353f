using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;
using Pipeline.Idempotency;

namespace Pipeline.Azure.Idempotency;

/// <summary>What a client's key was used for.</summary>
/// <param name="ClaimId">Of the claim that holds the key; every claim has its own.</param>
internal sealed record ClaimDocument(
    string Id, string ClaimId, string Fingerprint, string OrderId, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer = null)
{
    public static string IdOf(string key) => HashedId.Of(key);

    // The container's own expiry runs late, and counts from the last write.
    public bool IsExpired(DateTimeOffset now) => now - ClaimedAt >= IdempotencyLimits.Retention;

    /// <summary>Why a further claim is refused, or null when the earlier request counts as lost and this one takes over.</summary>
    public IdempotencyClaim? Refuse(string fingerprint, DateTimeOffset now) =>
        fingerprint != Fingerprint ? new IdempotencyClaim.Mismatch()
        : Answer is not null ? new IdempotencyClaim.Answered(Answer)
        : now - ClaimedAt < IdempotencyLimits.Lease ? new IdempotencyClaim.InProgress()
        : null;
}

/// <summary>Source-generated JSON of a claim.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class ClaimDocumentJson : JsonSerializerContext;
