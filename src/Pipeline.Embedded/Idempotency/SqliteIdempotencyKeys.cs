using Pipeline.Embedded.Storage;
using Pipeline.Idempotency;

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
            var known = transaction.Sql("SELECT fingerprint, order_id, claimed_at, status, location, body FROM idempotency_keys WHERE key = ?")
                .Bind(key).First(IdempotencyRow.Read);
            var orderId = known is null || known.IsExpired(now) ? proposedOrderId : known.OrderId;
            if (known is not null && !known.IsExpired(now) && known.Claim(fingerprint, _started, now) is { } refused)
            {
                return refused;
            }

            transaction.Sql("INSERT OR REPLACE INTO idempotency_keys (key, fingerprint, order_id, claimed_at) VALUES (?, ?, ?, ?)")
                .Bind(key).Bind(fingerprint).Bind(orderId).Bind(now.ToUnixTimeMilliseconds()).Run();
            return new IdempotencyClaim.Granted(orderId);
        });
    }

    public Task CompleteAsync(string key, IdempotentAnswer answer, CancellationToken cancellation) => writer.RunAsync(transaction => transaction
        .Sql("UPDATE idempotency_keys SET status = ?, location = ?, body = ? WHERE key = ?")
        .Bind(answer.Status).Bind(answer.Location).Bind(answer.Body).Bind(key).Run());

    public Task ForgetAsync(string key, CancellationToken cancellation) => writer.RunAsync(transaction => transaction
        .Sql("DELETE FROM idempotency_keys WHERE key = ? AND status IS NULL").Bind(key).Run());
}
