using System.Collections.Concurrent;

namespace Pipeline.Azure.Tests.Events;

/// <summary>A clock that stands still. Pauses end at once and are recorded; time limits expire on demand.</summary>
internal sealed class ImpatientTime(DateTimeOffset now, TimeSpan limit) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _pauses = [];
    private readonly ConcurrentDictionary<Timer, bool> _limits = new();

    /// <summary>The pauses that were requested.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets every running time limit expire.</summary>
    public void PassLimits()
    {
        foreach (var timer in _limits.Keys)
        {
            timer.Fire();
        }
    }

    private sealed class Timer(ImpatientTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == time.Limit)
            {
                time._limits[this] = true;
            }
            else if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time._pauses.Enqueue(dueTime);
                ThreadPool.QueueUserWorkItem(_ => Fire());
            }

            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => time._limits.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private TimeSpan Limit { get; } = limit;
}
