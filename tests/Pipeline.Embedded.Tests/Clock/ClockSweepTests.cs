using Pipeline.Embedded.Tests.Queues;
using Pipeline.Embedded.Tests.Sagas;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Clock;

/// <summary>
/// The clock is set to and fro by chance while something waits; it waits as long as it was to. PIPELINE_CLOCK_SEEDS says how often.
/// </summary>
public sealed class ClockSweepTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongForm.Number("PIPELINE_CLOCK_SEEDS", 5))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Retries_keep_their_pauses_however_often_the_clock_is_set(int seed)
    {
        var random = new Random(seed);
        await using var bench = new QueueBench();
        bench.Reaction.On = (_, _) => FakeReaction.Fail(new Transient("busy", "Not now."));
        await bench.StartAsync();
        await bench.AcceptAsync("1");
        foreach (var (pause, attempts) in new[] { (1, 1), (2, 2), (4, 3) })
        {
            await Eventually.TrueAsync(async () => await bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
            Turn(random, bench.World.Time, TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempts, bench.Reaction.AttemptsOf("1"));

            bench.World.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Eventually.TrueAsync(() => bench.Reaction.AttemptsOf("1") == attempts + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Saga_keeps_its_deadline_however_often_the_clock_is_set(int seed)
    {
        await using var bench = new SagaBench();
        await bench.StartAsync();
        await bench.BeginAsync();
        await Eventually.TrueAsync(async () => await SagaAsync() is { Mode: SagaMode.Awaiting });

        Turn(new Random(seed), bench.World.Time, TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(SagaPhase.Running, (await SagaAsync())!.Phase);
        bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(async () => await SagaAsync() is { Phase: SagaPhase.Compensated });

        async Task<SagaState?> SagaAsync() => await bench.Sagas.GetAsync(SagaBench.Id, default);
    }

    // Lets the time pass in parts, and sets the clock by up to 1,000 hours before each.
    private static void Turn(Random random, VirtualTime time, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero;)
        {
            time.SetClock(TimeSpan.FromHours(random.Next(-1_000, 1_001)));
            var part = TimeSpan.FromTicks(Math.Min(left.Ticks, random.NextInt64(1, span.Ticks / 3)));
            time.Advance(part);
            left -= part;
        }
    }
}
