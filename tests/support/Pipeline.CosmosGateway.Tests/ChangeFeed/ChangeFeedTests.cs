using System.Net;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.ChangeFeed;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private TestContainer _test = null!;

    private Container Items => _test.Items;

    public async Task InitializeAsync() => _test = await TestContainer.Create();

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Feed_gives_latest_versions_in_the_order_of_their_writes()
    {
        foreach (var id in (string[])["1", "2", "3", "4"])
        {
            await Items.CreateItemAsync(new Item(id, "a"));
        }

        await Items.ReplaceItemAsync(new Item("2", "a", 9), "2");
        await Items.DeleteItemAsync<Item>("3", new PartitionKey("a"));
        var (items, _) = await Read(ChangeFeedStartFrom.Beginning());
        Assert.Equal(["1:0", "4:0", "2:9"], items.Select(item => $"{item.Id}:{item.Rank}"));
    }

    [Fact]
    public async Task Feed_continues_from_a_token_and_says_when_nothing_is_new()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        var (first, token) = await Read(ChangeFeedStartFrom.Beginning());
        var (none, still) = await Read(ChangeFeedStartFrom.ContinuationToken(token));
        await Items.CreateItemAsync(new Item("2", "b"));
        var (second, _) = await Read(ChangeFeedStartFrom.ContinuationToken(still));
        Assert.Equal((1, 0), (first.Count, none.Count));
        Assert.Equal(["2"], second.Select(item => item.Id));
    }

    [Fact]
    public async Task Feed_from_now_skips_what_was_before()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        var (none, token) = await Read(ChangeFeedStartFrom.Now());
        await Items.CreateItemAsync(new Item("2", "a"));
        var (second, _) = await Read(ChangeFeedStartFrom.ContinuationToken(token));
        Assert.Empty(none);
        Assert.Equal(["2"], second.Select(item => item.Id));
    }

    [Fact]
    public async Task Feed_from_a_time_begins_there()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        var (items, _) = await Read(ChangeFeedStartFrom.Time(_test.Time.GetUtcNow().UtcDateTime));
        Assert.Empty(items);
        await Items.CreateItemAsync(new Item("2", "a"));
        (items, _) = await Read(ChangeFeedStartFrom.Time(_test.Time.GetUtcNow().UtcDateTime));
        Assert.Equal(["2"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task Partition_has_a_feed_of_its_own()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await Items.CreateItemAsync(new Item(id, id == "2" ? "b" : "a"));
        }

        var (items, _) = await Read(ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("a"))));
        Assert.Equal(["1", "3"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task Page_is_as_long_as_asked_but_never_splits_a_batch()
    {
        await Items.CreateItemAsync(new Item("0", "a"));
        using var batch = await Items.CreateTransactionalBatch(new PartitionKey("a"))
            .CreateItem(new Item("1", "a")).CreateItem(new Item("2", "a")).CreateItem(new Item("3", "a")).ExecuteAsync();
        await Items.CreateItemAsync(new Item("4", "a"));
        using var feed = Items.GetChangeFeedIterator<Item>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion, new() { PageSizeHint = 2 });
        var pages = new List<string>();
        while (await feed.ReadNextAsync() is { StatusCode: HttpStatusCode.OK } page)
        {
            pages.Add(string.Join(' ', page.Select(item => item.Id)));
        }

        Assert.Equal(["0 1 2 3", "4"], pages);
    }

    [Fact]
    public async Task All_physical_partitions_together_give_every_change()
    {
        using var wide = await TestContainer.Create(ranges: 3);
        foreach (var n in Enumerable.Range(0, 20))
        {
            await wide.Items.CreateItemAsync(new Item($"{n}", $"key-{n}"));
        }

        var ranges = await wide.Items.GetFeedRangesAsync();
        var seen = new List<string>();
        foreach (var range in ranges)
        {
            var (items, _) = await Read(ChangeFeedStartFrom.Beginning(range), wide.Items);
            Assert.NotEmpty(items);
            seen.AddRange(items.Select(item => item.Id));
        }

        var (all, _) = await Read(ChangeFeedStartFrom.Beginning(), wide.Items);
        Assert.Equal(3, ranges.Count);
        Assert.Equal(20, seen.Distinct().Count());
        Assert.Equal(seen.Order(), all.Select(item => item.Id).Order());
    }

    [Fact]
    public async Task Feed_of_every_version_and_delete_is_refused()
    {
        using var feed = Items.GetChangeFeedIterator<Item>(ChangeFeedStartFrom.Now(), ChangeFeedMode.AllVersionsAndDeletes);
        var error = await Assert.ThrowsAsync<CosmosException>(() => feed.ReadNextAsync());
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    private Task<(List<Item> Items, string Token)> Read(ChangeFeedStartFrom from) => Read(from, Items);

    private static async Task<(List<Item> Items, string Token)> Read(ChangeFeedStartFrom from, Container container)
    {
        using var feed = container.GetChangeFeedIterator<Item>(from, ChangeFeedMode.LatestVersion);
        var items = new List<Item>();
        while (true)
        {
            var page = await feed.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
            {
                return (items, page.ContinuationToken);
            }

            items.AddRange(page);
        }
    }
}
