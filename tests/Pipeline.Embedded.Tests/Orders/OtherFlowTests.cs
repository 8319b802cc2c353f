using Pipeline.Embedded.Log;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Logs;
using Pipeline.Sagas;
using Pipeline.Sensors;
using Pipeline.Testing;
using Pipeline.Users;

namespace Pipeline.Embedded.Tests.Orders;

public sealed class OtherFlowTests : IAsyncLifetime
{
    private readonly OrderBench _bench = new();

    private Outbox Outbox => _bench.World.Outbox;

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task User_is_welcomed_now_and_gets_tips_three_days_later()
    {
        await AcceptAsync(new UserSignedUp("u-1", "u@example.com", "Uma"));
        await Eventually.TrueAsync(async () => await _bench.SagaAsync("welcome-u-1") is { Mode: SagaMode.Delaying });
        Assert.Equal(["Welcome"], Outbox.Sent.Select(mail => mail.Subject));

        _bench.World.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.Single(Outbox.Sent);
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await _bench.EndsAsync("welcome-u-1", SagaPhase.Completed);
        Assert.Equal(2, Outbox.Sent.Select(mail => mail.Id).Distinct().Count());
        Assert.All(Outbox.Sent, mail => Assert.Equal("u@example.com", mail.To));
    }

    [Fact]
    public async Task Alert_is_raised_when_a_reading_is_above_its_threshold()
    {
        await AcceptAsync(new SensorReading("s-1", "temperature", 40), "1");
        await AcceptAsync(new SensorReading("s-1", "temperature", 41), "2");
        await AcceptAsync(new SensorReading("s-1", "humidity", 99), "3");
        await _bench.Engine.IdleAsync();

        Assert.Equal("temperature of s-1 is too high", Assert.Single(Outbox.Sent).Subject);
        var exceeded = Assert.Single(_bench.Engine.Get<EventLog>().Read(0, 100), entry => entry.Event.Is(EventTypes.SensorThresholdExceeded));
        Assert.Equal(new SensorThresholdExceeded("s-1", "temperature", 41, 40), CloudEvents.Read(exceeded.Event));
    }

    [Fact]
    public async Task Log_lines_are_counted_by_level()
    {
        await AcceptAsync(new LogLine("info", "a"), "1");
        await AcceptAsync(new LogLine("error", "b"), "2");
        await AcceptAsync(new LogLine("info", "c"), "3");
        await AcceptAsync(new LogLine("info", "c"), "3");
        await _bench.Engine.IdleAsync();

        Assert.Equal(
            new Dictionary<string, long> { ["log.lines.error"] = 1, ["log.lines.info"] = 2 }, (await _bench.Engine.StatsAsync()).Counters);
    }

    [Fact]
    public async Task Initial_stock_is_there_when_a_payment_makes_the_first_reservation()
    {
        await _bench.Engine.Get<Embedded.Storage.Writer>().RunAsync(transaction =>
        {
            _bench.Engine.Get<Embedded.Queues.EffectWriter>().Apply(
                transaction, new Reactions.FirmReservation(Some.OrderId, [new StockQuantity("SKU-1", 3)]));
            return true;
        });

        Assert.Equal(new Stock("SKU-1", OrderBench.InitialStock, 3), await _bench.StockAsync());
    }

    private async Task AcceptAsync(IEvent data, string id = "1") =>
        await _bench.Engine.Get<IEventIntake>().AcceptAsync(Some.Event(data, subject: "subject-" + id, id), default);
}
