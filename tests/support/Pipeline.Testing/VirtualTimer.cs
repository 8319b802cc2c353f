namespace Pipeline.Testing;

/// <summary>A timer of <see cref="VirtualTime"/>, whose lock guards everything in it.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    public DateTimeOffset Due { get; private set; }

    public TimeSpan Period { get; private set; }

    /// <summary>Tells timers of the same due time apart: first scheduled, first fired.</summary>
    public long Order { get; private set; }

    public bool Disposed { get; set; }

    public bool Repeats => Period > TimeSpan.Zero;

    public bool Change(TimeSpan dueTime, TimeSpan period) => time.Schedule(this, dueTime, period);

    public void Dispose() => time.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Arm(DateTimeOffset due, TimeSpan period, long order) => (Due, Period, Order) = (due, period, order);

    internal void Fire() => callback(state);
}
