using System.Globalization;
using Pipeline.Idempotency;

namespace Pipeline.Http.Tests;

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
                _claims[key] = new Claim(fingerprint, proposedOrderId, Number: 1);
                return Task.FromResult<IdempotencyClaim>(new IdempotencyClaim.Granted(proposedOrderId, "1"));
            }

            return Task.FromResult(Again(key, claim, fingerprint));
        }
    }

    public Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (IsOwn(key, claimId))
            {
                _claims[key] = _claims[key] with { Answer = answer };
            }

            return Task.CompletedTask;
        }
    }

    public Task ForgetAsync(string key, string claimId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (IsOwn(key, claimId))
            {
                _claims.Remove(key);
            }

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

        if (!claim.Expired)
        {
            return new IdempotencyClaim.InProgress();
        }

        _claims[key] = claim with { Expired = false, Number = claim.Number + 1 };
        return new IdempotencyClaim.Granted(claim.OrderId, IdOf(_claims[key]));
    }

    private bool IsOwn(string key, string claimId) => _claims.TryGetValue(key, out var claim) && IdOf(claim) == claimId;

    private static string IdOf(Claim claim) => claim.Number.ToString(CultureInfo.InvariantCulture);

    private sealed record Claim(string Fingerprint, string OrderId, int Number, IdempotentAnswer? Answer = null, bool Expired = false);
}
