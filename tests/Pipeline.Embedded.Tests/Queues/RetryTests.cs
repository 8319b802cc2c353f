using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class RetryTests : IAsyncLifetime
{
    private static readonly Transient Busy = new("busy", "Not now.");

    private readonly QueueBench _bench = new();

    private FakeReaction Reaction => _bench.Reaction;

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Delivery_is_tried_again_after_1_2_and_4_seconds_and_then_is_a_dead_letter()
    {
        Reaction.On = (_, _) => FakeReaction.Fail(Busy);
        await _bench.AcceptAsync("bad");

        await _bench.RetryAsync("bad", 1, 2, 4);

        var deadLetter = await _bench.DeadLetterAsync("bad");
        Assert.Equal([0, 1, 3, 7], Reaction.Attempts.Select(attempt => attempt.Second));
        Assert.Equal(
            (FakeReaction.QueueName, "busy", "Not now.", 4), (deadLetter.Queue, deadLetter.Reason, deadLetter.Detail, deadLetter.Attempts));
        Assert.Equal(CloudEvents.ToJson(FakeReaction.Line("bad")), CloudEvents.ToJson(deadLetter.Event));
        var arrived = Assert.Single(_bench.Log(), entry => entry.Event.Is(EventTypes.DeadLetterArrived)).Event;
        Assert.Equal(
            new DeadLetterArrived(deadLetter.Id, FakeReaction.QueueName, "bad", FakeReaction.Line("bad").Type, "busy"),
            CloudEvents.Read(arrived));
        Assert.Equal((0, 0), ((await _bench.StatsAsync()).Retrying, (await _bench.StatsAsync()).Handled));
    }

    [Fact]
    public async Task Delivery_takes_effect_once_when_a_retry_succeeds()
    {
        Reaction.On = (_, attempt) => attempt < 3 ? FakeReaction.Fail(Busy) : FakeReaction.Count();
        await _bench.AcceptAsync("slow");

        await _bench.RetryAsync("slow", 1, 2);
        await _bench.CountedAsync(1);
        _bench.World.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(3, Reaction.AttemptsOf("slow"));
        Assert.Equal(1, await _bench.CountedAsync("handled"));
        Assert.Empty(await _bench.DeadLetters.ListAsync(null, null, 10, default));
    }

    [Fact]
    public async Task Later_events_are_handled_when_one_is_being_retried()
    {
        Reaction.On = (cloudEvent, _) => cloudEvent.Id == "bad" ? FakeReaction.Fail(Busy) : FakeReaction.Count();

        await _bench.AcceptAsync("bad", "1", "2", "3");

        await _bench.CountedAsync(3);
        Assert.Equal(1, Reaction.AttemptsOf("bad"));
        Assert.Equal((1, 0), ((await _bench.StatsAsync()).Retrying, (await _bench.StatsAsync()).Lag));
    }

    [Fact]
    public async Task Delivery_waits_longer_when_the_failure_asks_for_it()
    {
        Reaction.On = (_, attempt) => attempt == 1
            ? FakeReaction.Fail(Busy with { RetryAfter = TimeSpan.FromSeconds(30) })
            : FakeReaction.Count();
        await _bench.AcceptAsync("slow");

        await _bench.RetryAsync("slow", 30);

        Assert.Equal([0, 30], Reaction.Attempts.Select(attempt => attempt.Second));
    }

    [Fact]
    public async Task Delivery_is_a_dead_letter_at_once_when_its_failure_is_permanent()
    {
        Reaction.On = (_, _) => FakeReaction.Fail(new Permanent("wrong", "Never."));

        await _bench.AcceptAsync("bad");

        Assert.Equal(("wrong", 1), ((await _bench.DeadLetterAsync("bad")).Reason, Reaction.AttemptsOf("bad")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Queue_continues_when_a_reaction_or_its_effects_throw(bool inTransaction)
    {
        Reaction.On = (cloudEvent, _) => cloudEvent.Id != "bad" ? FakeReaction.Count()
            : inTransaction ? FakeReaction.Effects(new Count("never", 1), new UnknownEffect())
            : throw new InvalidOperationException("poison");
        await _bench.Engine.Get<IEventIntake>().AcceptAsync(FakeReaction.Line("bad", "shared"), default);
        await _bench.Engine.Get<IEventIntake>().AcceptAsync(FakeReaction.Line("next", "shared"), default);
        await _bench.CountedAsync(1);

        await _bench.RetryAsync("bad", 1, 2, 4);

        Assert.Equal(("unexpected", 4), ((await _bench.DeadLetterAsync("bad")).Reason, (await _bench.DeadLetterAsync("bad")).Attempts));
        await _bench.Engine.IdleAsync();
        Assert.Equal((0, 0), ((await _bench.StatsAsync()).Lag, await _bench.CountedAsync("never")));
    }

    [Fact]
    public async Task Other_events_succeed_when_an_effect_cannot_be_applied()
    {
        var firm = new FirmReservation(Some.OrderId, [new StockQuantity("SKU-1", 1)]);
        Reaction.On = (cloudEvent, _) => cloudEvent.Id == "bad" ? FakeReaction.Effects(new Count("never", 1), firm) : FakeReaction.Count();

        await _bench.AcceptAsync([.. Enumerable.Range(0, 20).Select(number => number == 10 ? "bad" : $"{number}")]);

        await _bench.CountedAsync(19);
        Assert.Equal("stock-short", (await _bench.DeadLetterAsync("bad")).Reason);
        Assert.Equal((19, 0), (await _bench.CountedAsync("handled"), await _bench.CountedAsync("never")));
    }

    [Fact]
    public async Task Email_is_sent_again_with_its_id_when_the_commit_after_it_fails()
    {
        var email = new SendEmail(new EmailMessage("mail-1", "a@example.com", "Hello", "Hello"));
        Reaction.On = (_, attempt) => attempt == 1
            ? FakeReaction.Effects(email, new UnknownEffect()) : FakeReaction.Effects(email, new Count("handled", 1));
        await _bench.AcceptAsync("1");

        await _bench.RetryAsync("1", 1);
        await _bench.CountedAsync(1);

        Assert.Equal(["mail-1", "mail-1"], _bench.World.Outbox.Sent.Select(sent => sent.Id));
    }

    private sealed record UnknownEffect : Effect;
}
