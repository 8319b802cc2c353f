using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;
using Pipeline.Idempotency;
using Pipeline.Identity;

namespace Pipeline.Azure.Idempotency;

/// <summary>Idempotency keys in Cosmos DB.</summary>
internal sealed class CosmosIdempotencyKeys(CosmosDatabase database, CosmosPolicy policy, IIdGenerator ids, TimeProvider time)
    : IIdempotencyKeys
{
    private const string Subject = "The idempotency key";

    private readonly Documents _documents = database.Documents(CosmosContainers.IdempotencyKeys);

    public Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var claim = new ClaimDocument(ClaimDocument.IdOf(key), ids.Next(), fingerprint, proposedOrderId, now);
        return policy.SettleAsync<IdempotencyClaim>(
            Subject,
            async () =>
            {
                var created = await _documents.CreateAsync(claim, claim.Id, ClaimDocumentJson.Default.ClaimDocument, cancellation);
                return created.IsDone ? (true, Grant(claim)) : await ClaimAgainAsync(claim, now, cancellation);
            },
            cancellation);
    }

    public Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation)
    {
        var id = ClaimDocument.IdOf(key);
        return _documents.PatchAsync(
            id,
            id,
            [SetJson.Of("/answer", answer, ClaimDocumentJson.Default.IdempotentAnswer)],
            $"c.claimId = \"{claimId}\"",
            cancellation);
    }

    public Task ForgetAsync(string key, string claimId, CancellationToken cancellation)
    {
        var id = ClaimDocument.IdOf(key);
        return policy.SettleAsync(
            Subject,
            async () =>
            {
                var stored = await FindAsync(id, cancellation);
                return stored?.Document.ClaimId != claimId || stored.Document.Answer is not null
                    ? (true, true)
                    : ((await _documents.DeleteAsync(id, id, stored.ETag, cancellation)).IsDone, true);
            },
            cancellation);
    }

    private async Task<(bool IsSettled, IdempotencyClaim Claim)> ClaimAgainAsync(
        ClaimDocument claim, DateTimeOffset now, CancellationToken cancellation)
    {
        var stored = await FindAsync(claim.Id, cancellation);
        if (stored is null)
        {
            return (false, new IdempotencyClaim.InProgress());
        }

        var known = stored.Document;
        if (known.ClaimId == claim.ClaimId)
        {
            // This call's own claim, whose answer was lost.
            return (true, Grant(known));
        }

        var isExpired = known.IsExpired(now);
        if (!isExpired && known.Refuse(claim.Fingerprint, now) is { } refused)
        {
            return (true, refused);
        }

        var next = isExpired ? claim : claim with { OrderId = known.OrderId };
        var written = await _documents.ReplaceAsync(
            claim.Id, claim.Id, next, stored.ETag, ClaimDocumentJson.Default.ClaimDocument, cancellation);
        return (written.IsDone, Grant(next));
    }

    private Task<Stored<ClaimDocument>?> FindAsync(string id, CancellationToken cancellation) =>
        _documents.FindAsync(id, id, ClaimDocumentJson.Default.ClaimDocument, cancellation);

    private static IdempotencyClaim.Granted Grant(ClaimDocument claim) => new(claim.OrderId, claim.ClaimId);
}

/// <summary>A client's key and the request that claimed it.</summary>
/// <param name="ClaimId">Identifies the claim that holds the key; every claim has its own.</param>
internal sealed record ClaimDocument(
    string Id, string ClaimId, string Fingerprint, string OrderId, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer = null)
{
    public static string IdOf(string key) => HashedId.Of(key);

    // The container's TTL cannot decide this: it deletes late and counts from the last write.
    public bool IsExpired(DateTimeOffset now) => now - ClaimedAt >= IdempotencyLimits.Retention;

    /// <summary>Why another claim is refused; null when the earlier request counts as lost and the new one takes over.</summary>
    public IdempotencyClaim? Refuse(string fingerprint, DateTimeOffset now) =>
        fingerprint != Fingerprint ? new IdempotencyClaim.Mismatch()
        : Answer is not null ? new IdempotencyClaim.Answered(Answer)
        : now - ClaimedAt < IdempotencyLimits.Lease ? new IdempotencyClaim.InProgress()
        : null;
}

/// <summary>Source-generated JSON of a claim.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class ClaimDocumentJson : JsonSerializerContext;
