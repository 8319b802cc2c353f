using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Sagas;

public sealed class SagaRunnerTests : IAsyncLifetime
{
    private static readonly Failure Busy = new Transient("busy", "Not now.");
    private static readonly Failure Wrong = new Permanent("wrong", "Never.");

    private readonly SagaBench _bench = new();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Saga_completes_when_its_activities_do_and_its_event_arrives()
    {
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        Assert.Equal(new SagaStats(1, 0), (await _bench.Engine.StatsAsync()).Sagas);

        Assert.Null(await _bench.TellAsync("booked"));

        await _bench.IsAsync(SagaPhase.Completed, SagaMode.Idle);
        Assert.Equal(["book 0", "travel 0"], _bench.Runs);
        Assert.Equal(new SagaStats(0, 0), (await _bench.Engine.StatsAsync()).Sagas);
    }

    [Fact]
    public async Task Saga_is_started_once_when_it_is_asked_for_twice()
    {
        await Task.WhenAll(_bench.BeginAsync(), _bench.BeginAsync(), _bench.BeginAsync());
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);

        Assert.Equal(["book 0"], _bench.Runs);
    }

    [Fact]
    public async Task Signal_fails_for_now_when_its_saga_is_not_there_yet()
    {
        Assert.IsType<Transient>(await _bench.TellAsync("booked"));
    }

    [Fact]
    public async Task Activity_is_tried_again_after_1_2_and_4_seconds_and_then_the_saga_turns_back()
    {
        _bench.On["book"] = () => Task.FromResult<Failure?>(Busy);
        await _bench.BeginAsync();

        foreach (var pause in new[] { 1, 2, 4 })
        {
            await _bench.IsAsync(SagaPhase.Running, SagaMode.Retrying);
            var runs = _bench.Runs.Count;
            _bench.World.Time.Advance(TimeSpan.FromSeconds(pause));
            await Eventually.TrueAsync(() => _bench.Runs.Count > runs);
        }

        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);
        Assert.Equal(["book 0", "book 1", "book 3", "book 7", "unbook 7", "close 7"], _bench.Runs);
    }

    [Fact]
    public async Task Saga_turns_back_when_an_activity_throws_an_unexpected_exception()
    {
        _bench.On["travel"] = () => throw new FailureException(Wrong);
        await _bench.BeginAsync();
        await _bench.TellAsync("booked");

        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);

        Assert.Equal(["book 0", "travel 0", "unbook 0", "close 0"], _bench.Runs);
    }

    [Fact]
    public async Task Activity_runs_again_when_the_process_was_killed_while_it_ran()
    {
        var never = new TaskCompletionSource<Failure?>();
        _bench.On["book"] = () => never.Task;
        await _bench.BeginAsync();
        await Eventually.TrueAsync(() => _bench.Runs.Count == 1);
        _bench.On.Clear();

        await _bench.RestartAsync();
        Assert.Equal(new SagaStats(1, 0), (await _bench.Engine.StatsAsync()).Sagas);

        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        Assert.Equal(["book 0", "book 0"], _bench.Runs);
    }

    [Fact]
    public async Task Deadline_holds_when_the_process_was_killed_while_the_saga_waited()
    {
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        _bench.World.Time.Advance(TimeSpan.FromMinutes(10));

        await _bench.RestartAsync();
        _bench.World.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(SagaMode.Awaiting, (await _bench.Sagas.GetAsync(SagaBench.Id, default))!.Mode);
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);
        Assert.Equal(["book 0", "unbook 900", "close 900"], _bench.Runs);
    }

    [Fact]
    public async Task Saga_turns_back_at_start_when_its_deadline_passed_while_no_process_ran()
    {
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        _bench.Engine.Kill();
        _bench.World.Time.Advance(TimeSpan.FromDays(2));

        await _bench.RestartAsync();
        _bench.World.Time.Advance(TimeSpan.Zero);

        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);
    }

    [Fact]
    public async Task Deadline_does_nothing_when_the_event_came_in_time()
    {
        var never = new TaskCompletionSource<Failure?>();
        _bench.On["travel"] = () => never.Task;
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        await _bench.TellAsync("booked");
        await Eventually.TrueAsync(() => _bench.Runs.Count == 2);

        _bench.World.Time.Advance(TimeSpan.FromHours(1));
        never.SetResult(null);

        await _bench.IsAsync(SagaPhase.Completed, SagaMode.Idle);
    }

    [Fact]
    public async Task Saga_needs_attention_when_its_undo_keeps_failing_and_continues_when_it_is_resumed()
    {
        _bench.On["unbook"] = () => Task.FromResult<Failure?>(Busy);
        await _bench.BeginAsync();
        await _bench.IsAsync(SagaPhase.Running, SagaMode.Awaiting);
        await _bench.TellAsync("refused");
        await _bench.IsAsync(SagaPhase.Compensating, SagaMode.Retrying);
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));
        await _bench.IsAsync(SagaPhase.NeedsAttention, SagaMode.Idle);
        Assert.Equal(new SagaStats(0, 1), (await _bench.Engine.StatsAsync()).Sagas);
        Assert.Equal(["book 0", "unbook 0", "unbook 1", "call 1"], _bench.Runs);

        await _bench.RestartAsync();
        Assert.Equal(new SagaStats(0, 1), (await _bench.Engine.StatsAsync()).Sagas);
        _bench.On.Clear();
        Assert.Null((await _bench.Sagas.ResumeAsync(SagaBench.Id, default)).Failure);

        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);
        Assert.Equal(new SagaStats(0, 0), (await _bench.Engine.StatsAsync()).Sagas);
    }

    [Fact]
    public async Task Stop_waits_for_the_activity_that_runs_and_starts_no_other()
    {
        var done = new TaskCompletionSource<Failure?>();
        _bench.On["travel"] = () => done.Task;
        await _bench.BeginAsync();
        await _bench.TellAsync("booked");
        await Eventually.TrueAsync(() => _bench.Runs.Count == 2);

        var stop = _bench.Engine.DisposeAsync().AsTask();
        Assert.False(stop.IsCompleted);
        done.SetResult(Wrong);
        await stop;
        Assert.Equal(["book 0", "travel 0"], _bench.Runs);

        await _bench.StartAsync();
        await _bench.IsAsync(SagaPhase.Compensated, SagaMode.Idle);
    }
}
