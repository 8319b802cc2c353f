using Pipeline.Standalone.Demo;

namespace Pipeline.Standalone.Tests.Demo;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    [InlineData(0, 1)]
    public void Percentile_is_the_nearest_rank(double share, double expected) =>
        Assert.Equal(expected, new Latencies([.. Enumerable.Range(1, 100).Reverse().Select(number => (double)number)]).Percentile(share));

    [Fact]
    public void Percentile_is_zero_when_there_are_no_latencies() => Assert.Equal(0, new Latencies([]).Percentile(0.99));
}
