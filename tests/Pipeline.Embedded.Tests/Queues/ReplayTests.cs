using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class ReplayTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();
    private volatile Failure? _failure = new Permanent("wrong", "Never.");

    public async Task InitializeAsync()
    {
        _bench.Reaction.On = (_, _) => _failure is { } failure ? FakeReaction.Fail(failure) : FakeReaction.Count();
        await _bench.StartAsync();
        await _bench.AcceptAsync("1");
        await _bench.DeadLetterAsync("1");
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Dead_letter_is_resolved_when_its_replay_takes_effect()
    {
        _failure = null;

        await ReplayAsync();

        await _bench.DeadLetterAsync("1", DeadLetterStatus.Resolved);
        Assert.Equal(1, await _bench.CountedAsync("handled"));
        Assert.Equal((0, 0, 1), (await _bench.StatsAsync() is var stats ? stats.Lag : -1, stats.Retrying, stats.Handled));
        Assert.Equal(0, (await _bench.Engine.StatsAsync()).OpenDeadLetters);
    }

    [Fact]
    public async Task Dead_letter_is_open_again_with_more_attempts_and_the_new_reason_when_its_replay_fails()
    {
        _failure = new Permanent("still-wrong", "Not yet.");

        await ReplayAsync();

        Assert.Equal(
            ("still-wrong", 2), ((await _bench.DeadLetterAsync("1", attempts: 2)).Reason, (await _bench.DeadLetterAsync("1")).Attempts));
        Assert.Single(await _bench.DeadLetters.ListAsync(null, null, 10, default));
        Assert.Equal(2, _bench.Log().Count(entry => entry.Event.Is(EventTypes.DeadLetterArrived)));
    }

    [Fact]
    public async Task Dead_letter_is_retried_like_any_delivery_when_its_replay_fails_for_now()
    {
        _failure = new Transient("busy", "Not now.");

        await ReplayAsync();
        await Eventually.TrueAsync(() => _bench.Reaction.AttemptsOf("1") == 2);
        await _bench.RetryAsync("1", 1, 2, 4);

        Assert.Equal(1 + 4, (await _bench.DeadLetterAsync("1", attempts: 2)).Attempts);
        _failure = null;
        await ReplayAsync();
        await _bench.DeadLetterAsync("1", DeadLetterStatus.Resolved);
    }

    [Fact]
    public async Task Replay_goes_on_when_the_process_ends_before_it_is_done()
    {
        _failure = new Transient("busy", "Not now.");
        await ReplayAsync();
        await Eventually.TrueAsync(
            async () => await _bench.StatsAsync() is { Retrying: 1, InFlight: 0 } && _bench.Reaction.AttemptsOf("1") == 2);
        _bench.Kill();
        _failure = null;

        await _bench.StartAsync();
        Assert.Equal(1, (await _bench.StatsAsync()).Retrying);
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await _bench.DeadLetterAsync("1", DeadLetterStatus.Resolved);
        Assert.Equal((1, 0), (await _bench.CountedAsync("handled"), (await _bench.StatsAsync()).Retrying));
    }

    [Fact]
    public async Task Dead_letter_stays_replaying_when_no_reaction_serves_its_queue()
    {
        await _bench.DeadLetters.AddAsync("of-another-version", FakeReaction.Line("2"), new Permanent("wrong", "Never."), default);
        var deadLetter = await _bench.DeadLetterAsync("2");

        Assert.Null((await _bench.DeadLetters.ReplayAsync(deadLetter.Id, default)).Failure);
        _bench.World.Time.Advance(TimeSpan.Zero);
        _failure = null;
        await ReplayAsync();

        await _bench.DeadLetterAsync("1", DeadLetterStatus.Resolved);
        Assert.Equal(DeadLetterStatus.Replaying, (await _bench.DeadLetters.GetAsync(deadLetter.Id, default))!.Status);
    }

    // A replay is due at once, which on a virtual clock is when it next moves.
    private async Task ReplayAsync()
    {
        var deadLetter = await _bench.DeadLetterAsync("1");
        Assert.Null((await _bench.DeadLetters.ReplayAsync(deadLetter.Id, default)).Failure);
        _bench.World.Time.Advance(TimeSpan.Zero);
    }
}
