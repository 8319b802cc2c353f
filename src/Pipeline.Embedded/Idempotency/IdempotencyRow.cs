using Pipeline.Idempotency;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Idempotency;

/// <summary>What is known of a key.</summary>
internal sealed record IdempotencyRow(string Fingerprint, string OrderId, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer)
{
    public static IdempotencyRow Read(Statement row) => new(
        row.Text(0),
        row.Text(1),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(2)),
        row.NullableNumber(3) is { } status ? new IdempotentAnswer((int)status, row.NullableText(4), row.Text(5)) : null);

    public bool IsExpired(DateTimeOffset now) => now - ClaimedAt >= IdempotencyLimits.Retention;

    /// <summary>Why a further claim is refused, or null when the earlier request counts as lost and this one takes over.</summary>
    public IdempotencyClaim? Claim(string fingerprint, DateTimeOffset started, DateTimeOffset now) =>
        fingerprint != Fingerprint ? new IdempotencyClaim.Mismatch()
        : Answer is not null ? new IdempotencyClaim.Answered(Answer)
        : IsUnderWay(started, now) ? new IdempotencyClaim.InProgress()
        : null;

    // A request that an earlier process took died with it: this file has one process at a time.
    private bool IsUnderWay(DateTimeOffset started, DateTimeOffset now) =>
        ClaimedAt.ToUnixTimeMilliseconds() >= started.ToUnixTimeMilliseconds() && now - ClaimedAt < IdempotencyLimits.Lease;
}
