using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using Pipeline.Failures;

namespace Pipeline.Orders;

/// <summary>Section <c>Retention</c>; only the embedded engine has one.</summary>
public sealed record RetentionOptions
{
    /// <summary>How long after its last event what is settled leaves the database for the archive; null keeps everything there.</summary>
    public TimeSpan? After { get; set; }
}

/// <summary>Tells whoever asks for an order that is not there that it may be in the archive.</summary>
public sealed class ArchivedOrders(IOptions<RetentionOptions> retention, TimeProvider time)
{
    /// <summary>The failure, with that hint if it is of a missing order that is old enough.</summary>
    public Failure Explain(Failure failure, string orderId) => failure is NotFound { Code: OrderMissing.Code } && MayHold(orderId)
        ? new NotFound(
            failure.Code,
            $"There is no order {orderId} in the database. If there was one, it is archived, as settled orders are "
            + $"{retention.Value.After:c} after their last event: look for it in the folder archive/ beside the database.")
        : failure;

    private bool MayHold(string orderId) =>
        retention.Value.After is { } after && MadeAt(orderId) is { } made && time.GetUtcNow() - made >= after;

    // Ids of orders are UUIDv7: they begin with the milliseconds at which they were made.
    private static DateTimeOffset? MadeAt(string orderId)
    {
        if (!Guid.TryParse(orderId, out var id) || id.Version != 7)
        {
            return null;
        }

        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() && milliseconds >= 0
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
