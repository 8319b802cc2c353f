namespace Pipeline.SimulatedDays.Scheduling;

/// <summary>
/// The day's time, which passes only when nothing is ready to run. Each process has a view of its own: its timers ring as tasks of its
/// scheduler, never once it is dead, and its wall clock can be set.
/// </summary>
internal sealed class SteppedTime(DateTimeOffset start)
{
    private readonly PriorityQueue<(SteppedTimer Timer, long Armed), (long Due, long Order)> _due = new();
    private long _now = start.UtcTicks;
    private long _order;

    public DateTimeOffset Now => new(_now, TimeSpan.Zero);

    /// <summary>How far wall clocks are off the time that passes.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The time as a process, or the world, sees it.</summary>
    public TimeProvider Of(StepScheduler scheduler, bool isSkewed = false) => new View(this, scheduler, isSkewed);

    /// <summary>Passes to the next due time, unless that is after the limit, and posts what is due; false when there is none.</summary>
    public bool PassTo(DateTimeOffset limit)
    {
        while (_due.TryPeek(out var next, out var at))
        {
            if (!next.Timer.IsArmedAs(next.Armed))
            {
                _due.Dequeue();
                continue;
            }

            if (at.Due > limit.UtcTicks)
            {
                return false;
            }

            _due.Dequeue();
            _now = Math.Max(_now, at.Due);
            next.Timer.Ring();
            return true;
        }

        return false;
    }

    internal void Arm(SteppedTimer timer, long armed, TimeSpan wait) =>
        _due.Enqueue((timer, armed), (_now + Math.Max(0, wait.Ticks), ++_order));

    private sealed class View(SteppedTime time, StepScheduler scheduler, bool isSkewed) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => isSkewed ? time.Now + time.Skew : time.Now;

        public override long GetTimestamp() => time._now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new SteppedTimer(time, scheduler, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }
}

/// <summary>A timer of a process.</summary>
internal sealed class SteppedTimer(SteppedTime time, StepScheduler scheduler, Action callback) : ITimer
{
    private long _armed;
    private TimeSpan _period;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _armed++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            time.Arm(this, _armed, dueTime);
        }

        return true;
    }

    public void Dispose() => _disposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal bool IsArmedAs(long armed) => !_disposed && !scheduler.IsDead && _armed == armed;

    internal void Ring()
    {
        _armed++;
        if (_period > TimeSpan.Zero)
        {
            time.Arm(this, _armed, _period);
        }

        scheduler.Post(() =>
        {
            if (!_disposed)
            {
                callback();
            }
        });
    }
}
