using Pipeline.DeadLetters;
using Pipeline.Embedded.Engine;
using Pipeline.Embedded.Tests.Engine;
using Pipeline.Embedded.Tests.Queues;
using Pipeline.Embedded.Tests.Sagas;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Clock;

/// <summary>When the clock is set, no wait gets longer, none ends early while the process runs, and lists keep their order.</summary>
public sealed class ClockSetTests
{
    public static TheoryData<int> Hours => [-1, -1000, 1, 1000];

    public static TheoryData<int> HoursBack => [-1, -1000];

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Retry_keeps_its_pause(int hours)
    {
        await using var bench = await FailingQueueAsync();
        await bench.AcceptAsync("1");
        await Eventually.TrueAsync(async () => await bench.StatsAsync() is { Retrying: 1, InFlight: 0 });

        bench.World.Time.SetClock(TimeSpan.FromHours(hours));
        bench.World.Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, bench.Reaction.AttemptsOf("1"));
        bench.World.Time.Advance(TimeSpan.FromSeconds(0.1));

        await Eventually.TrueAsync(() => bench.Reaction.AttemptsOf("1") == 2);
        await bench.RetryAsync("1", 2, 4);
    }

    [Theory]
    [MemberData(nameof(HoursBack))]
    public async Task Retry_waits_no_longer_than_its_pause_when_the_clock_was_set_back_before_the_start(int hours)
    {
        await using var bench = await FailingQueueAsync();
        await bench.AcceptAsync("1");
        await Eventually.TrueAsync(async () => await bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
        await bench.StopAsync();

        bench.World.Time.SetClock(TimeSpan.FromHours(hours));
        await bench.StartAsync();
        bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(() => bench.Reaction.AttemptsOf("1") == 2);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Saga_keeps_its_deadline(int hours)
    {
        await using var bench = await AwaitingSagaAsync();

        bench.World.Time.SetClock(TimeSpan.FromHours(hours));
        bench.World.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(SagaPhase.Running, (await bench.Sagas.GetAsync(SagaBench.Id, default))!.Phase);
        bench.World.Time.Advance(TimeSpan.FromMinutes(1));

        await EndsAsync(bench);
    }

    [Theory]
    [MemberData(nameof(HoursBack))]
    public async Task Saga_waits_no_longer_than_it_was_to_when_the_clock_was_set_back_before_the_start(int hours)
    {
        await using var bench = await AwaitingSagaAsync();
        bench.World.Time.SetClock(TimeSpan.FromHours(hours));

        await bench.RestartAsync();
        bench.World.Time.Advance(TimeSpan.FromMinutes(15));

        await EndsAsync(bench);
    }

    [Theory]
    [MemberData(nameof(HoursBack))]
    public async Task Saga_waits_no_longer_when_an_event_came_after_the_clock_was_set_back(int hours)
    {
        await using var bench = await AwaitingSagaAsync();
        bench.World.Time.SetClock(TimeSpan.FromHours(hours));
        await bench.TellAsync("something-else");

        await bench.RestartAsync();
        bench.World.Time.Advance(TimeSpan.FromMinutes(15));

        await EndsAsync(bench);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Lease_of_an_idempotency_key_is_as_long_as_ever(int hours)
    {
        var time = new VirtualTime();
        await using var ports = new EmbeddedPorts(time, new SequentialIds());
        var keys = ports.Port<IIdempotencyKeys>();
        var first = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-1", default));

        time.SetClock(TimeSpan.FromHours(hours));
        Assert.IsType<IdempotencyClaim.InProgress>(await keys.ClaimAsync("key", "body", "order-2", default));
        time.Advance(IdempotencyLimits.Lease);

        var second = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-3", default));
        Assert.Equal("order-1", second.OrderId);
        Assert.NotEqual(first.ClaimId, second.ClaimId);
    }

    [Fact]
    public async Task Nothing_is_forgotten_early_when_the_clock_is_set_ahead()
    {
        var time = new VirtualTime();
        await using var ports = new EmbeddedPorts(time, new SequentialIds());
        var (keys, intake) = (ports.Port<IIdempotencyKeys>(), ports.Port<IEventIntake>());
        var claim = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-1", default));
        await keys.CompleteAsync("key", claim.ClaimId, new IdempotentAnswer(202, null, "{}"), default);
        await intake.AcceptAsync(FakeReaction.Line("1"), default);

        time.SetClock(TimeSpan.FromDays(400));
        await ports.Port<Retention>().ForgetAsync();

        Assert.IsType<IdempotencyClaim.Answered>(await keys.ClaimAsync("key", "body", "order-2", default));
        Assert.False(await intake.AcceptAsync(FakeReaction.Line("1"), default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Newest_order_comes_first_when_the_clock_was_set_back(bool restarts)
    {
        await using var bench = (EmbeddedBench)await EmbeddedBench.StartAsync();
        var first = await bench.PlaceAsync();
        bench.World.Time.SetClock(TimeSpan.FromHours(-1));
        if (restarts)
        {
            await bench.RestartAsync();
        }

        var second = await bench.PlaceAsync();
        await bench.IdleAsync();

        var listed = await bench.Get<IOrderViews>().ListAsync(new OrderQuery(null, null, null, 10), default);
        Assert.Equal([second, first], listed.Select(view => view.OrderId));
        Assert.Equal([second, first], (await bench.Get<ISagaOperations>().ListAsync(null, null, 10, default)).Select(saga => saga.SagaId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Newest_dead_letter_comes_first_when_the_clock_was_set_back(bool restarts)
    {
        await using var bench = new QueueBench();
        bench.Reaction.On = (_, _) => FakeReaction.Fail(new Permanent("broken", "Never."));
        await bench.StartAsync();
        await bench.AcceptAsync("1");
        await bench.DeadLetterAsync("1");
        bench.World.Time.SetClock(TimeSpan.FromHours(-1));
        if (restarts)
        {
            await bench.StopAsync();
            await bench.StartAsync();
        }

        await bench.AcceptAsync("2");
        await bench.DeadLetterAsync("2");

        var listed = await bench.DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default);
        Assert.Equal(["2", "1"], listed.Select(deadLetter => deadLetter.Event.Id));
    }

    private static async Task<QueueBench> FailingQueueAsync()
    {
        var bench = new QueueBench();
        bench.Reaction.On = (_, _) => FakeReaction.Fail(new Transient("busy", "Not now."));
        await bench.StartAsync();
        return bench;
    }

    private static async Task<SagaBench> AwaitingSagaAsync()
    {
        var bench = new SagaBench();
        await bench.StartAsync();
        await bench.BeginAsync();
        await Eventually.TrueAsync(async () => (await bench.Sagas.GetAsync(SagaBench.Id, default))?.Mode == SagaMode.Awaiting);
        return bench;
    }

    private static Task EndsAsync(SagaBench bench) => Eventually.TrueAsync(
        async () => (await bench.Sagas.GetAsync(SagaBench.Id, default))!.Phase == SagaPhase.Compensated);
}
