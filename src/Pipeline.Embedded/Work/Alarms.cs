namespace Pipeline.Embedded.Work;

/// <summary>
/// At most one alarm per key, in memory. Its owner keeps what must outlive the process in a row, and sets the alarm again at start.
/// They run on time that passes, whatever the wall clock is set to.
/// </summary>
internal sealed class Alarms<TKey> : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, (TimeSpan Due, long Order)> _byKey;
    private readonly SortedDictionary<(TimeSpan Due, long Order), TKey> _byDue = [];
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Action<TKey> _ring;
    private readonly ITimer _timer;
    private long _order;

    public Alarms(TimeProvider time, Action<TKey> ring, IEqualityComparer<TKey>? keys = null)
    {
        _time = time;
        _began = time.GetTimestamp();
        _byKey = new Dictionary<TKey, (TimeSpan Due, long Order)>(keys);
        _ring = ring;
        _timer = time.CreateTimer(_ => RingDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _byKey.Count;

    private TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>Sets the key's alarm, replacing the one it had.</summary>
    public void Set(TKey key, DateTimeOffset due)
    {
        var wait = due - _time.GetUtcNow();
        lock (_gate)
        {
            Remove(key);
            var ringsAt = Elapsed + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            _byKey[key] = (ringsAt, ++_order);
            _byDue.Add((ringsAt, _order), key);
            Arm();
        }
    }

    public void Clear(TKey key)
    {
        lock (_gate)
        {
            Remove(key);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Remove(TKey key)
    {
        if (_byKey.Remove(key, out var known))
        {
            _byDue.Remove(known);
        }
    }

    private void Arm()
    {
        if (_byDue.Count > 0)
        {
            var wait = _byDue.First().Key.Due - Elapsed;
            _timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, Longest.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    private void RingDue()
    {
        List<TKey> due = [];
        lock (_gate)
        {
            var now = Elapsed;
            while (_byDue.Count > 0 && _byDue.First() is var first && first.Key.Due <= now)
            {
                due.Add(first.Value);
                Remove(first.Value);
            }

            Arm();
        }

        due.ForEach(_ring);
    }
}
