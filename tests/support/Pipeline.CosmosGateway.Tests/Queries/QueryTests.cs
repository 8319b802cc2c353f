namespace Pipeline.CosmosGateway.Tests.Queries;

public sealed class QueryTests : IAsyncLifetime
{
    private TestContainer _test = null!;

    public async Task InitializeAsync()
    {
        _test = await TestContainer.Create();
        foreach (var n in Enumerable.Range(0, 10))
        {
            await _test.Items.CreateItemAsync(new Item($"{n}", n % 2 == 0 ? "even" : "odd", n * 7 % 10));
        }
    }

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("SELECT * FROM c", null, "0 1 2 3 4 5 6 7 8 9")]
    [InlineData("SELECT * FROM c", "even", "0 2 4 6 8")]
    [InlineData("SELECT * FROM c WHERE c.rank > 5", null, "1 4 7 8")]
    [InlineData("SELECT * FROM c ORDER BY c.rank", null, "0 3 6 9 2 5 8 1 4 7")]
    [InlineData("SELECT * FROM c ORDER BY c.rank DESC", "odd", "7 1 5 9 3")]
    public async Task Query_gives_the_documents_it_asks_for(string sql, string? pk, string ids)
    {
        foreach (var page in (int?[])[null, 1, 2, 3])
        {
            Assert.Equal(ids, string.Join(' ', (await _test.Query<Item>(sql, pk, page)).Select(item => item.Id)));
        }
    }

    [Fact]
    public async Task Every_document_comes_when_there_is_no_query()
    {
        using var feed = _test.Items.GetItemQueryIterator<Item>(requestOptions: new() { MaxItemCount = 4 });
        var ids = new List<string>();
        while (feed.HasMoreResults)
        {
            ids.AddRange((await feed.ReadNextAsync()).Select(item => item.Id));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), ids);
    }

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM c", null, 10)]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.rank >= 5", "odd", 3)]
    [InlineData("SELECT VALUE SUM(c.rank) FROM c", null, 45)]
    public async Task Aggregate_gives_one_number(string sql, string? pk, double value) =>
        Assert.Equal([value], await _test.Query<double>(sql, pk));
}
