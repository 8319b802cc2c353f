using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Batches;

public sealed class BatchTests : IAsyncLifetime
{
    private static readonly PartitionKey Key = new("a");
    private TestContainer _test = null!;

    private Container Items => _test.Items;

    public async Task InitializeAsync() => _test = await TestContainer.Create();

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Batch_takes_effect_as_a_whole()
    {
        await Items.CreateItemAsync(new Item("old", "a", 1));
        await Items.CreateItemAsync(new Item("gone", "a"));
        using var response = await Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("new", "a", 2))
            .ReplaceItem("old", new Item("old", "a", 3))
            .UpsertItem(new Item("up", "a", 4))
            .DeleteItem("gone")
            .PatchItem("new", [PatchOperation.Increment("/rank", 5)])
            .ReadItem("new")
            .ExecuteAsync();
        Assert.True(response.IsSuccessStatusCode, response.ErrorMessage);
        Assert.Equal([201, 200, 201, 204, 200, 200], response.Select(result => (int)result.StatusCode));
        Assert.Equal(7, response.GetOperationResultAtIndex<Item>(5).Resource.Rank);
        Assert.Equal(["new:7", "old:3", "up:4"], (await All()).Select(item => $"{item.Id}:{item.Rank}"));
        Assert.True(response.RequestCharge > 20);
    }

    [Fact]
    public async Task Failed_operation_undoes_the_batch()
    {
        await Items.CreateItemAsync(new Item("old", "a", 1));
        using var response = await Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("new", "a"))
            .CreateItem(new Item("old", "a"))
            .CreateItem(new Item("later", "a"))
            .ExecuteAsync();
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal([424, 409, 424], response.Select(result => (int)result.StatusCode));
        Assert.Equal(["old"], (await All()).Select(item => item.Id));
    }

    [Fact]
    public async Task Old_etag_fails_the_batch()
    {
        var created = await Items.CreateItemAsync(new Item("state", "a", 1));
        await Items.ReplaceItemAsync(new Item("state", "a", 2), "state");
        using var response = await Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("event", "a"))
            .ReplaceItem("state", new Item("state", "a", 3), new() { IfMatchEtag = created.ETag })
            .ExecuteAsync();
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Equal([424, 412], response.Select(result => (int)result.StatusCode));
        Assert.Equal(["state"], (await All()).Select(item => item.Id));
    }

    [Fact]
    public async Task Batch_gives_the_etags_that_reads_give()
    {
        using var response = await Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("1", "a")).CreateItem(new Item("2", "a")).ExecuteAsync();
        Assert.Equal(response[0].ETag, (await Items.ReadItemAsync<Item>("1", Key)).ETag);
        Assert.NotEqual(response[0].ETag, response[1].ETag);
    }

    [Fact]
    public async Task Batch_may_ask_for_no_documents_back()
    {
        using var response = await Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("1", "a"), new() { EnableContentResponseOnWrite = false })
            .ExecuteAsync();
        Assert.Null(response[0].ResourceStream);
        Assert.NotNull(response[0].ETag);
    }

    [Fact]
    public async Task Batch_shows_in_the_change_feed_in_its_order()
    {
        long lsn = 0;
        using var response = await Items.CreateTransactionalBatch(Key)
            .UpsertItem(new Item("b", "a")).CreateItem(new Item("a", "a")).ExecuteAsync();
        var changes = _test.Cosmos.ChangesSince("test", "items", ref lsn);
        Assert.Equal(["b", "a"], changes.Select(change => change.GetProperty("id").GetString()));
        Assert.Equal(1, lsn);
        Assert.Empty(_test.Cosmos.ChangesSince("test", "items", ref lsn));
    }

    [Fact]
    public async Task Batch_takes_a_hundred_operations_and_not_one_more()
    {
        TransactionalBatch Of(int count) => Enumerable.Range(0, count)
            .Aggregate(Items.CreateTransactionalBatch(Key), (batch, n) => batch.CreateItem(new Item($"{n}", "a")));
        using var tooMany = await Of(101).ExecuteAsync();
        using var most = await Of(100).ExecuteAsync();
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.True(most.IsSuccessStatusCode);
    }

    private async Task<List<Item>> All() =>
        [.. _test.Cosmos.Documents("test", "items").Select(json => json.Deserialize<Item>(JsonSerializerOptions.Web)!)
            .OrderBy(item => item.Id, StringComparer.Ordinal)];
}
