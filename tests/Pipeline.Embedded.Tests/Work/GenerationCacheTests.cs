using System.Globalization;
using Pipeline.Embedded.Work;

namespace Pipeline.Embedded.Tests.Work;

public sealed class GenerationCacheTests
{
    private readonly GenerationCache<string> _cache = new(capacity: 3);

    [Fact]
    public void Value_is_found_when_it_is_one_of_the_newest()
    {
        Fill(0, 6);

        Assert.All(Enumerable.Range(3, 3), number => Assert.Equal($"{number}", Find($"{number}")));
    }

    [Fact]
    public void Value_is_gone_when_two_generations_have_passed()
    {
        Fill(0, 7);

        Assert.Null(Find("0"));
    }

    [Fact]
    public void Newer_value_is_found_when_an_older_one_is_in_the_generation_before()
    {
        _cache.Set("0", "old");
        Fill(1, 3);
        _cache.Set("0", "new");

        Assert.Equal("new", Find("0"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Value_stays_when_what_is_set_is_older(int between)
    {
        _cache.Set("key", "2");
        Fill(0, between);

        _cache.Set(
            "key", "1", (known, late) => int.Parse(known, CultureInfo.InvariantCulture) > int.Parse(late, CultureInfo.InvariantCulture));

        Assert.Equal("2", Find("key"));
    }

    [Fact]
    public void Value_is_gone_from_both_generations_when_it_is_removed()
    {
        _cache.Set("0", "old");
        Fill(1, 3);
        _cache.Set("0", "new");

        _cache.Remove("0");

        Assert.Null(Find("0"));
    }

    private void Fill(int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            _cache.Set($"{number}", $"{number}");
        }
    }

    private string? Find(string key) => _cache.TryGet(key, out var value) ? value : null;
}
