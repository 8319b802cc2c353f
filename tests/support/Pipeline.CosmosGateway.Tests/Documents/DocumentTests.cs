using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Documents;

public sealed class DocumentTests : IAsyncLifetime
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
    public async Task Document_is_read_as_it_was_created()
    {
        var created = await Items.CreateItemAsync(new Item("1", "a", 7, "ü'\""), new PartitionKey("a"));
        var read = await Items.ReadItemAsync<Item>("1", new PartitionKey("a"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(new Item("1", "a", 7, "ü'\""), read.Resource);
        Assert.Equal(created.ETag, read.ETag);
        Assert.True(read.RequestCharge > 0);
    }

    [Fact]
    public async Task Document_carries_the_system_properties()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        var json = (await Items.ReadItemAsync<JsonElement>("1", new PartitionKey("a"))).Resource;
        foreach (var name in (string[])["_rid", "_self", "_etag", "_attachments", "_ts"])
        {
            Assert.True(json.TryGetProperty(name, out _), name);
        }

        Assert.Equal(_test.Time.GetUtcNow().ToUnixTimeSeconds(), json.GetProperty("_ts").GetInt64());
    }

    [Fact]
    public async Task Second_create_is_a_conflict()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        var error = await Assert.ThrowsAsync<CosmosException>(() => Items.CreateItemAsync(new Item("1", "a")));
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
        await Items.CreateItemAsync(new Item("1", "b"));
    }

    [Fact]
    public async Task Missing_document_is_not_found()
    {
        var error = await Assert.ThrowsAsync<CosmosException>(() => Items.ReadItemAsync<Item>("1", new PartitionKey("a")));
        Assert.Equal((HttpStatusCode.NotFound, 0), (error.StatusCode, error.SubStatusCode));
        foreach (var act in (Func<Task>[])[
            () => Items.ReplaceItemAsync(new Item("1", "a"), "1"),
            () => Items.DeleteItemAsync<Item>("1", new PartitionKey("a")),
            () => Items.PatchItemAsync<Item>("1", new PartitionKey("a"), [PatchOperation.Set("/rank", 1)])])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<CosmosException>(act)).StatusCode);
        }
    }

    [Fact]
    public async Task Document_is_not_found_under_another_key()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        var error = await Assert.ThrowsAsync<CosmosException>(() => Items.ReadItemAsync<Item>("1", new PartitionKey("b")));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task Body_with_another_key_than_the_header_is_refused()
    {
        var error = await Assert.ThrowsAsync<CosmosException>(() => Items.CreateItemAsync(new Item("1", "a"), new PartitionKey("b")));
        Assert.Equal((HttpStatusCode.BadRequest, 1001), (error.StatusCode, error.SubStatusCode));
    }

    [Fact]
    public async Task Replace_at_an_old_etag_changes_nothing()
    {
        var first = await Items.CreateItemAsync(new Item("1", "a", 1));
        var second = await Items.ReplaceItemAsync(new Item("1", "a", 2), "1", requestOptions: new() { IfMatchEtag = first.ETag });
        var error = await Assert.ThrowsAsync<CosmosException>(() =>
            Items.ReplaceItemAsync(new Item("1", "a", 3), "1", requestOptions: new() { IfMatchEtag = first.ETag }));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, error.StatusCode);
        Assert.Equal(2, (await Items.ReadItemAsync<Item>("1", new PartitionKey("a"))).Resource.Rank);
    }

    [Fact]
    public async Task Upsert_creates_then_replaces()
    {
        var first = await Items.UpsertItemAsync(new Item("1", "a", 1));
        var second = await Items.UpsertItemAsync(new Item("1", "a", 2));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.NotEqual(first.ETag, second.ETag);
        var error = await Assert.ThrowsAsync<CosmosException>(() =>
            Items.UpsertItemAsync(new Item("1", "a", 3), requestOptions: new() { IfMatchEtag = first.ETag }));
        Assert.Equal(HttpStatusCode.PreconditionFailed, error.StatusCode);
    }

    [Fact]
    public async Task Deleted_document_is_gone()
    {
        var created = await Items.CreateItemAsync(new Item("1", "a"));
        var stale = await Assert.ThrowsAsync<CosmosException>(() =>
            Items.DeleteItemAsync<Item>("1", new PartitionKey("a"), new() { IfMatchEtag = "\"other\"" }));
        var deleted = await Items.DeleteItemAsync<Item>("1", new PartitionKey("a"), new() { IfMatchEtag = created.ETag });
        using var read = await Items.ReadItemStreamAsync("1", new PartitionKey("a"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, read.StatusCode));
    }

    [Fact]
    public async Task Read_of_a_known_version_is_not_modified()
    {
        var created = await Items.CreateItemAsync(new Item("1", "a"));
        using var read = await Items.ReadItemStreamAsync("1", new PartitionKey("a"), new() { IfNoneMatchEtag = created.ETag });
        Assert.Equal(HttpStatusCode.NotModified, read.StatusCode);
    }

    [Fact]
    public async Task Write_answers_without_the_document_when_asked_to()
    {
        var options = new ItemRequestOptions { EnableContentResponseOnWrite = false };
        var created = await Items.CreateItemAsync(new Item("1", "a"), requestOptions: options);
        Assert.Null(created.Resource);
        Assert.NotNull(created.ETag);
    }

    [Fact]
    public async Task Many_writers_of_one_document_lose_no_update()
    {
        await Items.CreateItemAsync(new Item("1", "a"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(IncrementWithRetry)));
        Assert.Equal(8, (await Items.ReadItemAsync<Item>("1", new PartitionKey("a"))).Resource.Rank);
    }

    private async Task IncrementWithRetry()
    {
        while (true)
        {
            var read = await Items.ReadItemAsync<Item>("1", new PartitionKey("a"));
            var next = read.Resource with { Rank = read.Resource.Rank + 1 };
            try
            {
                await Items.ReplaceItemAsync(next, "1", requestOptions: new() { IfMatchEtag = read.ETag });
                return;
            }
            catch (CosmosException error) when (error.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                // Another writer was first.
            }
        }
    }
}
