namespace Pipeline.Embedded.Log;

/// <summary>The newest entries of the log in memory: queues that keep up never read the file.</summary>
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

    /// <summary>Up to <paramref name="max"/> entries after a position, or null when they have left memory.</summary>
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
