using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class RecoveryTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Event_takes_effect_once_when_it_is_sent_many_times()
    {
        _bench.Reaction.On = (_, _) => FakeReaction.Count();

        var accepted = await Rivals.RunAsync(
            100, number => _bench.Engine.Get<IEventIntake>().AcceptAsync(FakeReaction.Line($"{number % 10}"), default));
        await _bench.CountedAsync(10);
        await _bench.Engine.IdleAsync();

        Assert.Equal((10, 90), (accepted.Count(isNew => isNew), accepted.Count(isNew => !isNew)));
        Assert.Equal(10, await _bench.CountedAsync("handled"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("of all")]
    public async Task Every_event_takes_effect_once_when_the_process_is_killed_again_and_again(string? subject)
    {
        _bench.Reaction.On = async (cloudEvent, _) =>
        {
            await Task.Yield();
            return await FakeReaction.Count();
        };
        var random = new Random(7);
        var interrupted = 0;
        for (var round = 0; round < 5; round++)
        {
            var accepts = Enumerable.Range(0, 100).Select(number => _bench.AcceptAsync(subject, [$"{round}-{number}"])).ToArray();
            await Task.WhenAll(accepts.Take(random.Next(1, 100)));
            _bench.Kill();
            await Task.WhenAll(accepts.Select(accept => accept.ContinueWith(_ => true, TaskScheduler.Default)));
            interrupted += accepts.Any(accept => accept.IsFaulted) || (await _bench.StatsAsync()).Lag > 0 ? 1 : 0;
            await _bench.StartAsync();
            await _bench.AcceptAsync(subject, [.. Enumerable.Range(0, 100).Select(number => $"{round}-{number}")]);
        }

        Assert.NotEqual(0, interrupted);
        await _bench.CountedAsync(500);
        await _bench.Engine.IdleAsync();

        Assert.Equal(500, await _bench.CountedAsync("handled"));
        Assert.Equal((500, 0), ((await _bench.StatsAsync()).Handled, (await _bench.StatsAsync()).Retrying));
    }

    [Fact]
    public async Task Events_in_flight_are_delivered_again_when_the_process_was_killed()
    {
        var never = new TaskCompletionSource();
        _bench.Reaction.On = async (cloudEvent, attempt) =>
        {
            await (cloudEvent.Id is "2" or "4" && attempt == 1 ? never.Task : Task.CompletedTask);
            return await FakeReaction.Count();
        };
        await _bench.AcceptAsync("1", "2", "3", "4", "5");
        await _bench.CountedAsync(3);
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Lag: 2, InFlight: 2 });
        _bench.Kill();

        await _bench.StartAsync();
        await _bench.CountedAsync(5);
        await _bench.Engine.IdleAsync();

        Assert.Equal(5, await _bench.CountedAsync("handled"));
        Assert.Equal([1, 2, 1, 2, 1], Enumerable.Range(1, 5).Select(id => _bench.Reaction.AttemptsOf($"{id}")));
    }

    [Fact]
    public async Task Retry_keeps_its_time_and_its_attempts_when_the_process_was_killed()
    {
        _bench.Reaction.On = (_, _) => FakeReaction.Fail(new Transient("busy", "Not now."));
        await _bench.AcceptAsync("1");
        await _bench.RetryAsync("1", 1);
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
        _bench.Kill();
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1.5));
        await _bench.StartAsync();

        Assert.Equal((1, 2), ((await _bench.StatsAsync()).Retrying, _bench.Reaction.AttemptsOf("1")));
        await _bench.RetryAsync("1", 0.5, 4);

        Assert.Equal(4, (await _bench.DeadLetterAsync("1")).Attempts);
        Assert.Equal([0, 1, 3, 7], _bench.Reaction.Attempts.Select(attempt => attempt.Second));
    }

    [Fact]
    public async Task Retry_comes_at_once_when_its_time_passed_while_no_process_ran()
    {
        _bench.Reaction.On = (_, attempt) => attempt == 1 ? FakeReaction.Fail(new Transient("busy", "Not now.")) : FakeReaction.Count();
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
        await _bench.StopAsync();
        _bench.World.Time.Advance(TimeSpan.FromDays(2));

        await _bench.StartAsync();
        _bench.World.Time.Advance(TimeSpan.Zero);

        await _bench.CountedAsync(1);
        await Eventually.TrueAsync(async () => (await _bench.StatsAsync()).Retrying == 0);
    }

    [Fact]
    public async Task Stop_waits_for_what_is_in_flight()
    {
        var done = new TaskCompletionSource();
        _bench.Reaction.On = async (_, _) =>
        {
            await done.Task;
            return await FakeReaction.Count();
        };
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(() => _bench.Reaction.AttemptsOf("1") == 1);

        var stop = _bench.StopAsync().AsTask();
        Assert.False(stop.IsCompleted);
        done.SetResult();
        await stop;
        await _bench.StartAsync();

        Assert.Equal(1, await _bench.CountedAsync("handled"));
        Assert.Equal(
            (0, 0, 1), ((await _bench.StatsAsync()).Lag, (await _bench.StatsAsync()).InFlight, (await _bench.StatsAsync()).Handled));
    }

    [Fact]
    public async Task Stop_gives_up_when_a_reaction_ignores_cancellation()
    {
        var never = new TaskCompletionSource();
        _bench.Reaction.On = async (_, attempt) =>
        {
            await (attempt == 1 ? never.Task : Task.CompletedTask);
            return await FakeReaction.Count();
        };
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(() => _bench.Reaction.AttemptsOf("1") == 1);
        using var patience = new CancellationTokenSource();

        var stop = _bench.Engine.StopAsync(patience.Token);
        Assert.False(stop.IsCompleted);
        await patience.CancelAsync();
        await stop.WaitAsync(TimeSpan.FromSeconds(30));
        _bench.Kill();
        await _bench.StartAsync();

        await _bench.CountedAsync(1);
    }

    [Fact]
    public async Task Queue_resumes_where_it_was_when_no_event_was_for_it()
    {
        for (var number = 0; number < 50; number++)
        {
            await _bench.Engine.Get<IEventIntake>().AcceptAsync(
                Some.Event(new UserSignedUp("u-1", "a@example.com"), id: $"{number}"), default);
        }

        await _bench.Engine.IdleAsync();
        await _bench.StopAsync();
        await _bench.StartAsync();

        var position = _bench.Engine.Get<Database>().Read(connection => connection
            .Sql("SELECT position FROM cursors WHERE queue = 'count-log-line'").First(row => row.Number(0)));
        Assert.Equal(50, position);
    }
}
