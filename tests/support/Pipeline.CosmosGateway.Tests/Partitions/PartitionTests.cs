using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Partitions;

/// <summary>Several physical partitions: the client and the gateway must agree on where each key is.</summary>
public sealed class PartitionTests : IAsyncLifetime
{
    private TestContainer _test = null!;

    public async Task InitializeAsync()
    {
        _test = await TestContainer.Create(ranges: 4, configure: options => options.AllowBulkExecution = false);
        foreach (var n in Enumerable.Range(0, 30))
        {
            await _test.Items.CreateItemAsync(new Item(n.ToString(CultureInfo.InvariantCulture), $"key-{n % 12}", n * 7 % 30));
        }
    }

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_logical_partition_is_found_in_its_physical_one()
    {
        for (var n = 0; n < 12; n++)
        {
            var key = $"key-{n}";
            Assert.Equal([$"{n}", $"{n + 12}"], (await _test.Query<Item>("SELECT * FROM c", key)).Select(item => item.Id).Take(2));
        }
    }

    [Theory]
    [InlineData("SELECT * FROM c ORDER BY c.rank")]
    [InlineData("SELECT * FROM c WHERE c.rank >= 0 ORDER BY c.rank ASC")]
    public async Task Ordered_query_merges_the_partitions(string sql)
    {
        foreach (var page in (int?[])[null, 1, 7])
        {
            Assert.Equal(Enumerable.Range(0, 30), (await _test.Query<Item>(sql, page: page)).Select(item => item.Rank));
        }
    }

    [Theory]
    [InlineData("rank DESC")]
    [InlineData("rank")]
    [InlineData("pk")]
    [InlineData("pk DESC")]
    public async Task Ordered_query_goes_on_from_a_continuation_token(string order)
    {
        var whole = (await _test.Query<Item>($"SELECT * FROM c ORDER BY c.{order}")).Select(item => item.Id).ToList();
        string? token = null;
        var paged = new List<string>();
        for (var page = 0; page == 0 || token is not null && page < 50; page++)
        {
            using var feed = _test.Items.GetItemQueryIterator<Item>(
                $"SELECT * FROM c ORDER BY c.{order}", token, new() { MaxItemCount = 4 });
            var read = await feed.ReadNextAsync();
            paged.AddRange(read.Select(item => item.Id));
            token = read.ContinuationToken;
        }

        Assert.Equal(30, whole.Distinct().Count());
        Assert.Equal(whole, paged);
    }

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 30)]
    [InlineData("SELECT VALUE SUM(c.rank) FROM c", 435)]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.rank > 3", 26)]
    public async Task Aggregate_is_over_all_partitions(string sql, double value) => Assert.Equal([value], await _test.Query<double>(sql));

    [Fact]
    public async Task Operations_in_bulk_succeed_and_fail_on_their_own()
    {
        using var bulk = _test.Cosmos.CreateClient(options =>
        {
            options.AllowBulkExecution = true;
            options.UseSystemTextJsonSerializerWithOptions = System.Text.Json.JsonSerializerOptions.Web;
        });
        var items = bulk.GetContainer("test", "items");
        var statuses = await Task.WhenAll(Enumerable.Range(25, 10).Select(async n =>
        {
            using var stream = new MemoryStream(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                new Item($"{n}", $"key-{n % 12}"), System.Text.Json.JsonSerializerOptions.Web));
            using var response = await items.CreateItemStreamAsync(stream, new PartitionKey($"key-{n % 12}"));
            return response.StatusCode;
        }));
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Conflict, 5).Concat(Enumerable.Repeat(HttpStatusCode.Created, 5)), statuses);
    }
}
