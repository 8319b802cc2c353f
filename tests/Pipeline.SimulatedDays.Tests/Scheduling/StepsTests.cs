using Pipeline.SimulatedDays.Scheduling;

namespace Pipeline.SimulatedDays.Tests.Scheduling;

public sealed class StepsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Order_of_what_is_ready_is_the_seeds(int seed)
    {
        var runs = Enumerable.Range(0, 2).Select(_ => Run(seed)).ToList();

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(Run(seed + 10).Order, runs[0].Order);
    }

    [Fact]
    public void Killed_process_takes_no_further_step_and_its_timers_do_not_ring()
    {
        var steps = new Steps(new Random(1));
        var time = new SteppedTime(DateTimeOffset.UnixEpoch);
        var scheduler = new StepScheduler(steps);
        var (ran, ended) = (0, false);
        _ = scheduler.PostAsync(async () =>
        {
            try
            {
                ran++;
                await Task.Delay(TimeSpan.FromSeconds(1), time.Of(scheduler));
                ran++;
            }
            finally
            {
                ended = true;
            }
        });
        Assert.True(steps.Next());

        scheduler.Kill();

        Assert.False(time.PassTo(DateTimeOffset.UnixEpoch + TimeSpan.FromHours(1)));
        Assert.False(steps.Next());
        Assert.Equal((1, false), (ran, ended));
    }

    [Fact]
    public void Work_from_another_thread_is_refused_as_escaped()
    {
        var steps = new Steps(new Random(1));
        var scheduler = new StepScheduler(steps);
        Exception? refused = null;
        var thread = new Thread(() => refused = Record.Exception(() => scheduler.Post(() => { })));

        thread.Start();
        thread.Join();

        Assert.IsType<EscapedException>(refused?.GetBaseException());
        // Also when that thread swallows it.
        Assert.Throws<EscapedException>(steps.ThrowIfEscaped);
    }

    [Fact]
    public void Work_on_the_thread_pool_is_refused_as_escaped_with_the_stack_that_it_came_from()
    {
        var steps = new Steps(new Random(1));
        steps.WatchPool();
        var before = ThreadPool.CompletedWorkItemCount;

        ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
        SpinWait.SpinUntil(() => ThreadPool.CompletedWorkItemCount > before);

        var escaped = Assert.Throws<EscapedException>(steps.ThrowIfEscaped);
        Assert.Contains(nameof(Work_on_the_thread_pool_is_refused_as_escaped_with_the_stack_that_it_came_from), escaped.Message,
            StringComparison.Ordinal);
    }

    private static (string Order, ulong Trace) Run(int seed)
    {
        var steps = new Steps(new Random(seed));
        var scheduler = new StepScheduler(steps);
        var order = "";
        for (var i = 0; i < 20; i++)
        {
            var name = (char)('a' + i);
            scheduler.Post(() => order += name);
        }

        while (steps.Next())
        {
        }

        return (order, steps.Trace);
    }
}
