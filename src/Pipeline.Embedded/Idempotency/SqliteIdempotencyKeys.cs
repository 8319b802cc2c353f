using System.Globalization;
using Pipeline.Embedded.Work;
using Pipeline.Idempotency;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Idempotency;

/// <summary>Idempotency keys in the engine's file.</summary>
internal sealed class SqliteIdempotencyKeys(Writer writer, SteadyClock clock, TimeProvider time) : IIdempotencyKeys
{
    // Claims of this process without an answer, and when they began: a request of an earlier process died with it, since this file has
    // one process at a time. Only on the writer's thread.
    private readonly Dictionary<string, (long ClaimedAt, long Began)> _open = new(StringComparer.Ordinal);

    public Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation)
    {
        return writer.RunAsync<IdempotencyClaim>(transaction =>
        {
            var known = transaction
                .Sql("SELECT fingerprint, order_id, claimed_at, status, location, body FROM idempotency_keys WHERE key = ?")
                .Bind(key).First(IdempotencyRow.Read);
            var isKept = known is not null && !known.IsExpired(clock.Now);
            if (isKept && known!.Claim(fingerprint, IsInProgress(key)) is { } refused)
            {
                return refused;
            }

            var orderId = isKept ? known!.OrderId : proposedOrderId;
            // The time of a claim identifies it, also when the clock was set back since the one before.
            var claimedAt = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), (known?.ClaimedAt.ToUnixTimeMilliseconds() ?? 0) + 1);
            Open(transaction, key, claimedAt);
            transaction.Sql("INSERT OR REPLACE INTO idempotency_keys (key, fingerprint, order_id, claimed_at) VALUES (?, ?, ?, ?)")
                .Bind(key).Bind(fingerprint).Bind(orderId).Bind(claimedAt).Run();
            return new IdempotencyClaim.Granted(orderId, claimedAt.ToString(CultureInfo.InvariantCulture));
        });
    }

    public Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation) =>
        writer.RunAsync(transaction =>
        {
            Close(transaction, key, TimeOf(claimId));
            return transaction
                .Sql("UPDATE idempotency_keys SET status = ?, location = ?, body = ? WHERE key = ? AND claimed_at = ?")
                .Bind(answer.Status).Bind(answer.Location).Bind(answer.Body).Bind(key).Bind(TimeOf(claimId)).Run();
        });

    public Task ForgetAsync(string key, string claimId, CancellationToken cancellation) => writer.RunAsync(transaction =>
    {
        Close(transaction, key, TimeOf(claimId));
        return transaction.Sql("DELETE FROM idempotency_keys WHERE key = ? AND claimed_at = ? AND status IS NULL")
            .Bind(key).Bind(TimeOf(claimId)).Run();
    });

    // A lease runs on time that passes, whatever the wall clock is set to.
    private bool IsInProgress(string key) =>
        _open.TryGetValue(key, out var claim) && time.GetElapsedTime(claim.Began) < IdempotencyLimits.Lease;

    private void Open(Transaction transaction, string key, long claimedAt)
    {
        _open[key] = (claimedAt, time.GetTimestamp());
        transaction.AfterRollback(() => _open.Remove(key));
    }

    private void Close(Transaction transaction, string key, long claimedAt) => transaction.AfterCommit(() =>
    {
        if (_open.TryGetValue(key, out var claim) && claim.ClaimedAt == claimedAt)
        {
            _open.Remove(key);
        }
    });

    private static long TimeOf(string claimId) => long.Parse(claimId, CultureInfo.InvariantCulture);
}

/// <summary>The row of a key.</summary>
internal sealed record IdempotencyRow(string Fingerprint, string OrderId, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer)
{
    public static IdempotencyRow Read(Statement row) => new(
        row.Text(0),
        row.Text(1),
        StoredTime.Read(row.Number(2)),
        row.NullableNumber(3) is { } status && row.NullableText(5) is { } body
            ? new IdempotentAnswer((int)status, row.NullableText(4), body)
            : null);

    public bool IsExpired(DateTimeOffset now) => now - ClaimedAt >= IdempotencyLimits.Retention;

    /// <summary>Why a further claim is refused, or null when the earlier request counts as lost and this one takes over.</summary>
    public IdempotencyClaim? Claim(string fingerprint, bool isInProgress) =>
        fingerprint != Fingerprint ? new IdempotencyClaim.Mismatch()
        : Answer is not null ? new IdempotencyClaim.Answered(Answer)
        : isInProgress ? new IdempotencyClaim.InProgress()
        : null;
}
