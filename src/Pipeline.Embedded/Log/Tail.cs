using System.Threading.Channels;

namespace Pipeline.Embedded.Log;

/// <summary>The newest entries of the log in memory, so that queues that keep up never read the file.</summary>
internal sealed class Tail(long head)
{
    private const int Capacity = 8_192;

    private readonly Lock _gate = new();
    private readonly LogEntry[] _ring = new LogEntry[Capacity];
    private long _first = head + 1;
    private long _head = head;

    public long Head => Interlocked.Read(ref _head);

    public void Add(LogEntry entry)
    {
        lock (_gate)
        {
            _ring[entry.Position % Capacity] = entry;
            _first = Math.Max(_first, entry.Position - Capacity + 1);
            Interlocked.Exchange(ref _head, entry.Position);
        }
    }

    /// <summary>Up to <paramref name="max"/> entries after a position, or null when they are no longer here.</summary>
    public IReadOnlyList<LogEntry>? Read(long after, int max)
    {
        lock (_gate)
        {
            if (after + 1 < _first)
            {
                return null;
            }

            var entries = new LogEntry[Math.Clamp(_head - after, 0, max)];
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i] = _ring[(after + 1 + i) % Capacity];
            }

            return entries;
        }
    }
}

/// <summary>Wakes one waiter; set before the wait or more than once, it still wakes it once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _set.Reader.ReadAsync(cancellation);
}
