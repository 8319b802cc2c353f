using System.Globalization;
using Pipeline.Embedded.Work;
using Pipeline.Idempotency;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Idempotency;

/// <summary>Idempotency keys in the engine's file.</summary>
internal sealed class SqliteIdempotencyKeys(Writer writer, TimeProvider time) : IIdempotencyKeys
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return writer.RunAsync<IdempotencyClaim>(transaction =>
        {
            var known = transaction
                .Sql("SELECT fingerprint, order_id, claimed_at, status, location, body FROM idempotency_keys WHERE key = ?")
                .Bind(key).First(IdempotencyRow.Read);
            var orderId = known is null || known.IsExpired(now) ? proposedOrderId : known.OrderId;
            if (known is not null && !known.IsExpired(now) && known.Claim(fingerprint, _started, now) is { } refused)
            {
                return refused;
            }

            transaction.Sql("INSERT OR REPLACE INTO idempotency_keys (key, fingerprint, order_id, claimed_at) VALUES (?, ?, ?, ?)")
                .Bind(key).Bind(fingerprint).Bind(orderId).Bind(now.ToUnixTimeMilliseconds()).Run();
            return new IdempotencyClaim.Granted(orderId, IdOf(now));
        });
    }

    public Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation) =>
        writer.RunAsync(transaction => transaction
            .Sql("UPDATE idempotency_keys SET status = ?, location = ?, body = ? WHERE key = ? AND claimed_at = ?")
            .Bind(answer.Status).Bind(answer.Location).Bind(answer.Body).Bind(key).Bind(TimeOf(claimId)).Run());

    public Task ForgetAsync(string key, string claimId, CancellationToken cancellation) => writer.RunAsync(transaction => transaction
        .Sql("DELETE FROM idempotency_keys WHERE key = ? AND claimed_at = ? AND status IS NULL").Bind(key).Bind(TimeOf(claimId)).Run());

    // A key is taken over no sooner than one lease after the claim, so the time of a claim identifies it.
    private static string IdOf(DateTimeOffset claimedAt) => claimedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

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
    public IdempotencyClaim? Claim(string fingerprint, DateTimeOffset started, DateTimeOffset now) =>
        fingerprint != Fingerprint ? new IdempotencyClaim.Mismatch()
        : Answer is not null ? new IdempotencyClaim.Answered(Answer)
        : IsInProgress(started, now) ? new IdempotencyClaim.InProgress()
        : null;

    // A request of an earlier process died with it: this file has one process at a time.
    private bool IsInProgress(DateTimeOffset started, DateTimeOffset now) =>
        ClaimedAt.ToUnixTimeMilliseconds() >= started.ToUnixTimeMilliseconds() && now - ClaimedAt < IdempotencyLimits.Lease;
}
