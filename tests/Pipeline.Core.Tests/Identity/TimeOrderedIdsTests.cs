using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Identity;

public class TimeOrderedIdsTests
{
    [Fact]
    public void Ids_are_version_7_of_the_given_clock_and_sort_by_time()
    {
        var time = new VirtualTime();
        var ids = new TimeOrderedIds(time);
        var first = ids.Next();
        time.Advance(TimeSpan.FromMilliseconds(1));
        var second = ids.Next();

        Assert.True(string.CompareOrdinal(first, second) < 0);
        Assert.Equal(7, Guid.Parse(first).Version);
        Assert.Equal(Some.Now.ToUnixTimeMilliseconds(), Convert.ToInt64(first.Replace("-", "", StringComparison.Ordinal)[..12], 16));
    }

    [Fact]
    public void Ids_differ_when_made_in_the_same_millisecond()
    {
        var ids = new TimeOrderedIds(new VirtualTime());

        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => ids.Next()).Distinct().Count());
    }
}
