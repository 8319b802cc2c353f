using System.Collections.Immutable;
using Pipeline.Email;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Queues;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Reactions;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

/// <summary>Many events of one subject, as of all log lines that name no service.</summary>
public sealed class HotSubjectTests : IAsyncLifetime
{
    private const int Many = 1_000;

    private readonly QueueBench _bench = new();
    private readonly TaskCompletionSource _first = new();

    private Writer Writer => _bench.Engine.Get<Writer>();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Subject_is_not_held_to_one_event_a_commit()
    {
        await AcceptWhileTheFirstIsHandledAsync(_ => FakeReaction.Count());
        var before = Writer.Commits;

        _first.SetResult();
        await _bench.CountedAsync(Many);

        Assert.InRange(Writer.Commits - before, 1, 20);
        Assert.Equal(_bench.Log().Select(entry => entry.Event.Id), _bench.Reaction.Attempts.Select(attempt => attempt.Id));
        await _bench.Engine.IdleAsync();
        Assert.Equal(((long)Many, 0), ((await _bench.StatsAsync()).Handled, (await _bench.StatsAsync()).Lag));
    }

    [Fact]
    public async Task Others_of_the_subject_take_effect_once_when_one_fails_and_another_has_an_effect_that_cannot_be_applied()
    {
        var firm = new FirmReservation(Some.OrderId, [new StockQuantity("SKU-1", 1)]);
        await AcceptWhileTheFirstIsHandledAsync(id => id switch
        {
            "line-20" => FakeReaction.Fail(new Permanent("wrong", "Never.")),
            "line-30" => FakeReaction.Effects(new Count("never", 1), firm),
            _ => FakeReaction.Count(),
        });

        _first.SetResult();
        await _bench.CountedAsync(Many - 2);

        Assert.Equal(
            ("wrong", "stock-short"), ((await _bench.DeadLetterAsync("line-20")).Reason, (await _bench.DeadLetterAsync("line-30")).Reason));
        await _bench.Engine.IdleAsync();
        Assert.Equal((Many - 2, 0), (await _bench.CountedAsync("handled"), await _bench.CountedAsync("never")));
    }

    [Fact]
    public async Task Event_that_sent_an_email_is_committed_before_the_next_is_handled()
    {
        var handledAtCommit = new List<long>();
        await AcceptWhileTheFirstIsHandledAsync(id =>
        {
            handledAtCommit.Add(Writer.Commits);
            return FakeReaction.Effects(
                new Count("handled", 1), new SendEmail(new EmailMessage("mail-" + id, "a@example.com", "Hello", "Hello")));
        });

        _first.SetResult();
        await _bench.CountedAsync(Many);

        Assert.Equal(Many, handledAtCommit.Distinct().Count());
    }

    [Fact]
    public async Task Lag_counts_only_events_that_the_queue_takes()
    {
        await AcceptWhileTheFirstIsHandledAsync(_ => FakeReaction.Count());
        for (var other = 0; other < 100; other++)
        {
            await _bench.Engine.Get<IEventIntake>().AcceptAsync(
                Some.Event(new SensorReading("s-1", "temperature", 1), "s-1", $"reading-{other}"), default);
        }

        Assert.Equal(Many, (await _bench.StatsAsync()).Lag);
        Assert.Equal((Many, 0), (LagOf(EventTypes.LogLine), LagOf(EventTypes.OrderPlaced)));
        _bench.Kill();
        _first.SetResult();
        _bench.Reaction.On = (_, _) => new TaskCompletionSource<Result<ImmutableArray<Effect>>>().Task;
        await _bench.StartAsync();

        Assert.Equal(Many, (await _bench.StatsAsync()).Lag);
        Assert.Equal(Many + 100, _bench.Engine.Get<EventLog>().Head);
        _bench.Kill();
    }

    [Fact]
    public async Task Order_waits_for_every_queue_that_takes_events_of_orders()
    {
        await using var bench = new QueueBench("notify-shipment");
        bench.Reaction.On = (_, _) => new TaskCompletionSource<Result<ImmutableArray<Effect>>>().Task;
        await bench.StartAsync();

        await bench.Engine.Get<IEventIntake>().AcceptAsync(Some.Event(new ShipmentScheduled("s-1", "carrier", "t-1")), default);

        var queues = bench.Engine.Get<QueueSet>();
        Assert.Equal(1, queues.LagOf(EventTypes.Full(EventTypes.OrderPlaced)));
        Assert.Equal(0, queues.LagOf(EventTypes.Full(EventTypes.LogLine)));
        bench.Kill();
    }

    private long LagOf(string type) => _bench.Engine.Get<QueueSet>().LagOf(EventTypes.Full(type));

    private async Task AcceptWhileTheFirstIsHandledAsync(Func<string, Task<Result<ImmutableArray<Effect>>>> react)
    {
        _bench.Reaction.On = async (cloudEvent, attempt) =>
        {
            if (cloudEvent.Id == "line-0" && attempt == 1)
            {
                await _first.Task;
            }

            return await react(cloudEvent.Id);
        };
        var intake = _bench.Engine.Get<IEventIntake>();
        await intake.AcceptAsync(FakeReaction.Line("line-0", "log"), default);
        await Eventually.TrueAsync(() => !_bench.Reaction.Attempts.IsEmpty);
        await Task.WhenAll(Enumerable.Range(1, Many - 1).Select(number =>
            intake.AcceptAsync(FakeReaction.Line($"line-{number}", "log"), default)));
        await Eventually.TrueAsync(async () => (await _bench.StatsAsync()).InFlight == Many);
    }
}
