using Pipeline.Audit;

namespace Pipeline.Core.Tests.Audit;

public sealed class PositionSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Set_is_what_a_hash_set_is_when_positions_are_added_at_random(int seed)
    {
        var random = new Random(seed);
        var (set, expected) = (new PositionSet(), new HashSet<long>());
        for (var i = 0; i < 5_000; i++)
        {
            var position = random.NextInt64(1, 10_000);
            Assert.Equal(expected.Add(position), set.Add(position));
        }

        Assert.Equal((expected.Count, expected.Max()), (set.Count, set.Last));
        Assert.All(Enumerable.Range(0, 10_001), position => Assert.Equal(expected.Contains(position), set.Contains(position)));
        Assert.All(
            Enumerable.Range(1, 10_000),
            from => Assert.Equal(
                Enumerable.Range(from, 10_001).First(one => !expected.Contains(one)), set.NextAbsent(from, long.MaxValue)));
    }

    [Fact]
    public void Positions_far_apart_cost_a_page_each()
    {
        var set = new PositionSet();

        Assert.All([long.MinValue, -1, 0, long.MaxValue], position => Assert.True(set.Add(position)));

        Assert.All([long.MinValue, -1, 0, long.MaxValue], position => Assert.True(set.Contains(position)));
        Assert.Equal(5, set.NextAbsent(5, 9));
    }
}
