using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Queries;

public sealed class QuerySemanticsTests : IAsyncLifetime
{
    private TestContainer _test = null!;

    public async Task InitializeAsync()
    {
        _test = await TestContainer.Create();
        foreach (var json in (string[])[
            """{"id":"n","pk":"a","v":null}""",
            """{"id":"t","pk":"a","v":true}""",
            """{"id":"1","pk":"a","v":1}""",
            """{"id":"2","pk":"a","v":2.5}""",
            """{"id":"s","pk":"a","v":"it's \"x\"","deep":{"name":"d"}}""",
            """{"id":"u","pk":"a"}"""])
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
            (await _test.Items.CreateItemStreamAsync(stream, new PartitionKey("a"))).EnsureSuccessStatusCode();
        }
    }

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("c.v = 1", "1")]
    [InlineData("c.v = 1 OR c.v = true", "t 1")]
    [InlineData("c.v > 1", "2")]
    [InlineData("c.v >= 1 AND c.v <= 2", "1")]
    [InlineData("c.v < 2.6", "1 2")]
    [InlineData("c.v < 'j'", "s")]
    [InlineData("c.v = \"it's\" OR c.deep.name = 'd'", "s")]
    [InlineData("c.v = 2.5 OR c.v = 1 AND c.id = 'u'", "2")]
    [InlineData("(c.v = 2.5 OR c.v = 1) AND c.id = '1'", "1")]
    [InlineData("c.none = 1 OR c.v = 1", "1")]
    public async Task Filter_lets_through_what_it_means(string filter, string ids)
    {
        Assert.Equal(ids, string.Join(' ', (await _test.Query<JsonElement>($"SELECT * FROM c WHERE {filter}")).Select(Id)));
        Assert.Equal(ids, string.Join(
            ' ', (await _test.Query<JsonElement>($"SELECT VALUE x FROM x WHERE {filter.Replace("c.", "x.")}", "a")).Select(Id)));
    }

    [Fact]
    public async Task Parameter_stands_for_its_value()
    {
        Assert.Equal(["2"], (await _test.Query<JsonElement>("SELECT * FROM c WHERE c.v = @v", null, null, ("@v", 2.5))).Select(Id));
        Assert.Equal(["s"], (await _test.Query<JsonElement>("SELECT * FROM c WHERE c.v = @v", "a", null, ("@v", "it's \"x\""))).Select(Id));
    }

    [Fact]
    public async Task Order_goes_by_type_first()
    {
        foreach (var pk in (string?[])[null, "a"])
        {
            foreach (var page in (int?[])[null, 1, 4])
            {
                Assert.Equal(
                    "u n t 1 2 s", string.Join(' ', (await _test.Query<JsonElement>("SELECT * FROM c ORDER BY c.v", pk, page)).Select(Id)));
                Assert.Equal("s 2 1 t n u", string.Join(
                    ' ', (await _test.Query<JsonElement>("SELECT * FROM c ORDER BY c.v DESC", pk, page)).Select(Id)));
            }
        }
    }

    [Fact]
    public async Task List_of_fields_leaves_out_what_is_undefined()
    {
        var rows = await _test.Query<JsonElement>("SELECT c.id, c.v AS value FROM c WHERE c.id = 'u' OR c.id = '1'");
        Assert.Equal(["""{"id":"1","value":1}""", """{"id":"u"}"""], rows.Select(row => row.GetRawText()));
        Assert.Equal(["1"], await _test.Query<string>("SELECT VALUE c.id FROM c WHERE c.v = 1"));
    }

    [Theory]
    [InlineData("SELECT DISTINCT c.v FROM c")]
    [InlineData("SELECT c.v, COUNT(1) AS n FROM c GROUP BY c.v")]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.deep")]
    [InlineData("SELECT * FROM c WHERE c.v LIKE 'a%'")]
    [InlineData("SELECT * FROM c WHERE REGEXMATCH(c.v, 'a')")]
    [InlineData("SELECT * FROM c ORDER BY c.v, c.id")]
    [InlineData("SELECT * FROM c WHERE EXISTS(SELECT VALUE 1 FROM c)")]
    [InlineData("SELECT * FROM c WHERE c.v = @missing")]
    [InlineData("SELECT * FROM c WHERE")]
    [InlineData("SELECT * FROM c WHERE d.v = 1")]
    [InlineData("SELECT COUNT(1) FROM c")]
    [InlineData("SELECT VALUE MAX(c.v) FROM c")]
    [InlineData("SELECT TOP 1 * FROM c")]
    [InlineData("SELECT * FROM c OFFSET 1 LIMIT 1")]
    [InlineData("SELECT * FROM root AS c")]
    [InlineData("SELECT * FROM c WHERE NOT (c.v = 1)")]
    [InlineData("SELECT * FROM c WHERE c.v != 1")]
    [InlineData("SELECT * FROM c WHERE c.v = null")]
    [InlineData("SELECT * FROM c WHERE c.v IN (1, 2)")]
    [InlineData("SELECT * FROM c WHERE c.v BETWEEN 1 AND 2")]
    [InlineData("SELECT * FROM c WHERE IS_DEFINED(c.v)")]
    [InlineData("SELECT * FROM c WHERE c.v + 1 = 2")]
    [InlineData("SELECT * FROM c WHERE c[\"v\"] = 1")]
    [InlineData("SELECT * FROM c WHERE c.v = 'it\\'s'")]
    [InlineData("SELECT VALUE c.v FROM c ORDER BY c.v")]
    public async Task Query_that_is_not_supported_is_refused(string sql)
    {
        foreach (var pk in (string?[])[null, "a"])
        {
            var error = await Assert.ThrowsAsync<CosmosException>(() => _test.Query<JsonElement>(sql, pk));
            Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        }
    }

    [Fact]
    public async Task Order_by_what_is_not_indexed_is_refused()
    {
        using var test = await TestContainer.Create(properties =>
        {
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/name/?" });
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        });
        await test.Items.CreateItemAsync(new Item("1", "a", 1, "x"));
        var error = await Assert.ThrowsAsync<CosmosException>(() => test.Query<Item>("SELECT * FROM c ORDER BY c.rank"));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Contains("excluded", error.Message, StringComparison.Ordinal);
        Assert.Single(await test.Query<Item>("SELECT * FROM c ORDER BY c.name"));
    }

    [Fact]
    public async Task Page_after_a_change_neither_repeats_nor_loses_what_stayed()
    {
        using var feed = _test.Items.GetItemQueryIterator<JsonElement>("SELECT * FROM c", requestOptions: new() { MaxItemCount = 2 });
        var first = await feed.ReadNextAsync();
        await _test.Items.DeleteItemAsync<JsonElement>("n", new PartitionKey("a"));
        var second = await feed.ReadNextAsync();
        Assert.Equal(["n", "t", "1", "2"], first.Concat(second).Select(Id));
    }

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;
}
