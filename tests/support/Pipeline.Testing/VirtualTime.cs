namespace Pipeline.Testing;

/// <summary>
/// A clock that moves only on demand and then fires its timers in due order, each at its due time. Its wall clock can be set, as a
/// machine's can, which no timer and no timestamp notices.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private DateTimeOffset _goal = start;
    private TimeSpan _set;
    private long _scheduled;

    public VirtualTime()
        : this(Some.Now)
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait for their due time.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now + _set;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.UtcTicks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets the wall clock ahead, or back, while no time passes.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (_lock)
        {
            _set += by;
        }
    }

    /// <summary>Moves the clock; returns when every timer that came due has run its callback.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_lock)
        {
            _goal += by;
        }

        Fire(moveClock: true);
    }

    internal bool Schedule(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.Disposed)
            {
                return false;
            }

            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Arm(_now + dueTime, period, _scheduled++);
                _timers.Add(timer);
            }
        }

        Fire(moveClock: false);
        return true;
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_lock)
        {
            timer.Disposed = true;
            _timers.Remove(timer);
        }
    }

    private void Fire(bool moveClock)
    {
        while (TakeDue(moveClock) is { } due)
        {
            due.Fire();
        }
    }

    // A timer created while the clock moves waits for the clock to reach it; only what is due now fires at once.
    private VirtualTimer? TakeDue(bool moveClock)
    {
        lock (_lock)
        {
            var limit = moveClock ? _goal : _now;
            var next = _timers.Where(timer => timer.Due <= limit).MinBy(timer => (timer.Due, timer.Order));
            if (next is null)
            {
                _now = limit;
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            _timers.Remove(next);
            if (next.Repeats)
            {
                next.Arm(next.Due + next.Period, next.Period, _scheduled++);
                _timers.Add(next);
            }

            return next;
        }
    }
}
