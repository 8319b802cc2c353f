using Pipeline.Testing;

namespace Pipeline.Core.Tests.Testing;

public class VirtualTimeTests
{
    private readonly VirtualTime _time = new(Some.Now);
    private readonly List<(string Timer, DateTimeOffset At)> _fired = [];

    [Fact]
    public void Clock_stands_still_until_it_is_advanced()
    {
        Assert.Equal(Some.Now, _time.GetUtcNow());
        var before = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Some.Now.AddSeconds(90), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetElapsedTime(before));
    }

    [Fact]
    public void Setting_the_clock_moves_no_timer_and_no_timestamp()
    {
        using var timer = Timer("timer", 5);
        var before = _time.GetTimestamp();

        _time.SetClock(TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("timer", Some.Now.AddHours(-1).AddSeconds(5))], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_due_order_at_their_due_time_when_the_clock_passes_them()
    {
        using var late = Timer("late", 5);
        using var early = Timer("early", 2);
        using var beyond = Timer("beyond", 11);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([("early", Some.Now.AddSeconds(2)), ("late", Some.Now.AddSeconds(5))], _fired);
        Assert.Equal(Some.Now.AddSeconds(10), _time.GetUtcNow());
        Assert.Equal(1, _time.WaitingTimers);
    }

    [Fact]
    public void Timers_of_the_same_due_time_fire_in_the_order_they_were_made()
    {
        using var first = Timer("first", 1);
        using var second = Timer("second", 1);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["first", "second"], _fired.Select(fired => fired.Timer));
    }

    [Fact]
    public void Periodic_timer_fires_once_per_period()
    {
        using var timer = Timer("tick", 1, period: 2);

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([1, 3, 5], _fired.Select(fired => (fired.At - Some.Now).TotalSeconds));
    }

    [Fact]
    public void Timer_made_by_a_callback_fires_in_the_same_advance_at_its_own_time()
    {
        ITimer? inner = null;
        using var outer = _time.CreateTimer(_ => inner = Timer("inner", 2), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var between = Timer("between", 4);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([("between", Some.Now.AddSeconds(4)), ("inner", Some.Now.AddSeconds(5))], _fired);
        inner!.Dispose();
    }

    [Fact]
    public void Timer_that_is_due_at_once_fires_without_an_advance()
    {
        using var timer = Timer("now", 0);

        Assert.Equal([("now", Some.Now)], _fired);
    }

    [Fact]
    public void Changed_timer_fires_at_its_new_due_time_only()
    {
        using var timer = Timer("moved", 1);

        Assert.True(timer.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("moved", Some.Now.AddSeconds(3))], _fired);
    }

    [Fact]
    public async Task Disposed_timer_never_fires_and_cannot_be_changed()
    {
        var first = Timer("first", 1);
        var second = Timer("second", 1);
        first.Dispose();
        await second.DisposeAsync();

        Assert.False(first.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(_fired);
    }

    [Fact]
    public void Callback_may_read_the_clock_and_stop_its_own_timer_when_it_runs_outside_the_lock()
    {
        ITimer? timer = null;
        var fired = 0;
        var otherThreadReads = false;
        timer = _time.CreateTimer(
            _ =>
            {
                fired++;
                otherThreadReads = Task.Run(() => _time.GetUtcNow()).Wait(TimeSpan.FromSeconds(30));
                timer!.Dispose();
            },
            null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, fired);
        Assert.True(otherThreadReads);
    }

    [Fact]
    public async Task Delay_ends_when_the_clock_reaches_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(15), _time);

        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Advances_of_many_threads_add_up()
    {
        var fired = 0;
        await using var timer = _time.CreateTimer(
            _ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _time.Advance(TimeSpan.FromSeconds(5)))));

        Assert.Equal(Some.Now.AddSeconds(40), _time.GetUtcNow());
        Assert.Equal(40, fired);
    }

    private ITimer Timer(string name, int due, int? period = null) => _time.CreateTimer(
        _ => _fired.Add((name, _time.GetUtcNow())),
        null,
        TimeSpan.FromSeconds(due),
        period is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
}
