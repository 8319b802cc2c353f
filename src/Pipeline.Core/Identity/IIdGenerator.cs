using System.Globalization;

namespace Pipeline.Identity;

/// <summary>Port: where new ids come from. Identity is an input, like time.</summary>
public interface IIdGenerator
{
    /// <summary>A new UUIDv7 in its 36-character form; it sorts after every earlier one of the process.</summary>
    string Next();

    /// <summary>Makes all further ids sort after one that an earlier process made, even if the clock was set back since.</summary>
    void Follow(string id);
}

/// <summary>
/// Generates UUIDv7 from the given clock. The 12 bits behind the milliseconds count within one (RFC 9562, section 6.2, method 1), so that
/// ids ascend even when many are made at once or the clock is set back; they then run ahead of it.
/// </summary>
public sealed class TimeOrderedIds(TimeProvider time) : IIdGenerator
{
    private const int CounterBits = 12;
    private const int CounterMask = (1 << CounterBits) - 1;

    // Milliseconds and counter in one.
    private long _last;

    public string Next()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next >> CounterBits)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | ((next & CounterMask) >> 8));
        bytes[7] = (byte)next;
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public void Follow(string id)
    {
        if (Guid.TryParse(id, out var made) && made.Version == 7)
        {
            var digits = made.ToString("N");
            var (milliseconds, counter) = (Hex(digits[..12]), Hex(digits[13..16]));
            var after = (milliseconds << CounterBits) | counter;
            for (var last = Interlocked.Read(ref _last); after > last; last = Interlocked.Read(ref _last))
            {
                Interlocked.CompareExchange(ref _last, after, last);
            }
        }
    }

    private static long Hex(string digits) => long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
