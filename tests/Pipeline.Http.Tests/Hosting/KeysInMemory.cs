using Pipeline.Idempotency;

namespace Pipeline.Http.Tests.Hosting;

/// <summary>Idempotency keys in memory; a claim without an answer is in progress until <see cref="Expire"/>.</summary>
public sealed class KeysInMemory : IIdempotencyKeys
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Claim> _claims = [];

    public int Count => _claims.Count;

    public Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_claims.TryGetValue(key, out var claim))
            {
                _claims[key] = new Claim(fingerprint, proposedOrderId);
                return Task.FromResult<IdempotencyClaim>(new IdempotencyClaim.Granted(proposedOrderId));
            }

            return Task.FromResult(Again(key, claim, fingerprint));
        }
    }

    public Task CompleteAsync(string key, IdempotentAnswer answer, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _claims[key] = _claims[key] with { Answer = answer };
            return Task.CompletedTask;
        }
    }

    public Task ForgetAsync(string key, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _claims.Remove(key);
            return Task.CompletedTask;
        }
    }

    /// <summary>The request that claimed the key counts as lost, as if its process had crashed.</summary>
    public void Expire(string key) => _claims[key] = _claims[key] with { Answer = null, Expired = true };

    private IdempotencyClaim Again(string key, Claim claim, string fingerprint)
    {
        if (claim.Fingerprint != fingerprint)
        {
            return new IdempotencyClaim.Mismatch();
        }

        if (claim.Answer is { } answer)
        {
            return new IdempotencyClaim.Answered(answer);
        }

        _claims[key] = claim with { Expired = false };
        return claim.Expired ? new IdempotencyClaim.Granted(claim.OrderId) : new IdempotencyClaim.InProgress();
    }

    private sealed record Claim(string Fingerprint, string OrderId, IdempotentAnswer? Answer = null, bool Expired = false);
}
