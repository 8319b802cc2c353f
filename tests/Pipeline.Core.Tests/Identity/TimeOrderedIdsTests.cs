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

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Ids_ascend_when_the_clock_stands_still_or_is_set_back(int hours)
    {
        var time = new VirtualTime();
        var ids = new TimeOrderedIds(time);
        var before = Enumerable.Range(0, 5_000).Select(_ => ids.Next()).ToList();
        time.SetClock(TimeSpan.FromHours(hours));
        var made = before.Concat(Enumerable.Range(0, 5_000).Select(_ => ids.Next())).ToList();

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Ids_follow_those_of_an_earlier_process()
    {
        var time = new VirtualTime();
        var earlier = new TimeOrderedIds(time);
        var last = Enumerable.Range(0, 10).Select(_ => earlier.Next()).Last();
        time.SetClock(TimeSpan.FromHours(-1));
        var ids = new TimeOrderedIds(time);

        ids.Follow(last);
        ids.Follow("");
        ids.Follow("no id");
        ids.Follow(SequentialIds.At(1));

        Assert.True(string.CompareOrdinal(last, ids.Next()) < 0);
    }

    [Fact]
    public void Ids_differ_when_made_in_the_same_millisecond()
    {
        var ids = new TimeOrderedIds(new VirtualTime());

        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => ids.Next()).Distinct().Count());
    }
}
