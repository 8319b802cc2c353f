using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public class RetryPolicyTests
{
    [Fact]
    public void Pauses_double_until_the_longest()
    {
        Assert.Equal([1, 2, 4, 4], Pauses(RetryPolicy.Step, 4));
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120], Pauses(RetryPolicy.Undo, 9));
    }

    [Fact]
    public void Pause_is_the_longest_however_many_attempts_there_were() =>
        Assert.Equal(TimeSpan.FromMinutes(2), RetryPolicy.Endless.DelayAfter(int.MaxValue));

    private static IEnumerable<double> Pauses(RetryPolicy policy, int count) =>
        Enumerable.Range(1, count).Select(attempt => policy.DelayAfter(attempt).TotalSeconds);
}
