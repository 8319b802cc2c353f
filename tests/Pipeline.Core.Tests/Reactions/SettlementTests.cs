using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class SettlementTests
{
    private static readonly string[] TriedAgain = [nameof(Conflict), nameof(Transient)];

    public static TheoryData<string> Cases => [.. FailureFamily.Types.Select(type => type.Name)];

    [Fact]
    public void Message_is_complete_when_nothing_failed() => Assert.IsType<Settlement.Complete>(Settlement.Of(null, attempts: 1));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_failure_is_retried_or_becomes_a_dead_letter(string name)
    {
        var failure = FailureFamily.Of(FailureFamily.Types.Single(type => type.Name == name));

        var settlement = Settlement.Of(failure, attempts: 1);

        Assert.Equal<Settlement>(
            TriedAgain.Contains(name) ? new Settlement.Retry(TimeSpan.FromSeconds(1), failure) : new Settlement.DeadLetter(failure),
            settlement);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    public void Pause_doubles_from_attempt_to_attempt(int attempts, int seconds)
    {
        var failure = new Conflict("busy", "Another was first.");

        Assert.Equal(new Settlement.Retry(TimeSpan.FromSeconds(seconds), failure), Settlement.Of(failure, attempts));
    }

    [Fact]
    public void Fourth_attempt_is_the_last()
    {
        Assert.All([new Conflict("c", "d"), new Transient("t", "d") as Failure], failure =>
            Assert.Equal(new Settlement.DeadLetter(failure), Settlement.Of(failure, attempts: 4)));
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(1_000_000, 120)]
    public void Outage_is_waited_out_however_long_it_takes(int attempts, int seconds)
    {
        var failure = new Transient("disk-full", "No space.") { IsOutage = true };

        Assert.Equal(new Settlement.Retry(TimeSpan.FromSeconds(seconds), failure), Settlement.Of(failure, attempts));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(30, 30)]
    public void Pause_is_the_longer_one_when_the_failure_asks_for_one(int asked, int seconds)
    {
        var failure = new Transient("throttled", "Later.", TimeSpan.FromSeconds(asked));

        Assert.Equal(new Settlement.Retry(TimeSpan.FromSeconds(seconds), failure), Settlement.Of(failure, attempts: 2));
    }
}
