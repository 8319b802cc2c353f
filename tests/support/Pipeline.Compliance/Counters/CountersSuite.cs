using Pipeline.Operations;
using Pipeline.Testing;

namespace Pipeline.Compliance.Counters;

/// <summary>What every counter store does.</summary>
public abstract class CountersSuite : PortSuite
{
    private ICounters Counters => Ports.Port<ICounters>();

    /// <summary>Adds to a counter as the engine does for the effect of a reaction.</summary>
    protected abstract Task AddAsync(string counter, long by);

    [Fact]
    public async Task Counters_are_empty_when_nothing_was_counted()
    {
        Assert.Empty(await Counters.ReadAsync(default));
    }

    [Fact]
    public async Task Counter_is_the_sum_when_it_was_added_to_concurrently()
    {
        await AddAsync("a", 5);
        await Rivals.RunAsync(16, _ => AddAsync("b", 2));

        Assert.Equal(new Dictionary<string, long> { ["a"] = 5, ["b"] = 32 }, await Counters.ReadAsync(default));
    }
}
