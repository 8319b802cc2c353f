using System.Net;
using System.Text;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>The scenarios that are compared.</summary>
public static class Scenarios
{
    private static readonly PartitionKey A = new("a");

    private const string OtherIdIsMissing = "It answers 404 where a replace changes the id.";
    private const string BareAggregates = "It knows an aggregate only by itself; the client's plans put it inside an array.";
    private const string NoChangeFeed = "It has no change feed.";
    private const string NoMissing = "It answers the read of a missing document with 500.";
    private const string JsonBatches = "It reads batches as JSON, while this client writes binary rows.";
    private const string NoConditionalReads = "It does not know If-None-Match.";

    public static IReadOnlyDictionary<string, Scenario> All { get; } = new Dictionary<string, Scenario>
    {
        ["life of a document"] = new(Life),
        ["missing documents"] = new(Missing, NoMissing),
        ["errors"] = new(Errors),
        ["etags"] = new(ETags),
        ["conditional reads"] = new(ConditionalReads, NoConditionalReads),
        ["partition keys"] = new(Keys),
        ["upserts"] = new(Upserts),
        ["documents of any shape"] = new(Shapes),
        ["filters"] = new(Filters),
        ["filters at random"] = new(FiltersAtRandom),
        ["orders"] = new(Orders),
        ["orders over all partitions"] = new(OrdersOverAll),
        ["pages"] = new(Pages),
        ["changed ids"] = new(ChangedIds, OtherIdIsMissing),
        ["aggregates"] = new(Aggregates, BareAggregates),
        ["projections"] = new(Projections),
        ["patches"] = new(Patches),
        ["change feed"] = new(ChangeFeed, NoChangeFeed),
        ["batches"] = new(Batches, JsonBatches),
    };

    private static async Task Life(Container c, Transcript log)
    {
        await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a","n":1}"""), A));
        await log.Write("read", () => c.ReadItemStreamAsync("1", A));
        await log.Write("replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"1","pk":"a","n":2}"""), "1", A));
        await log.Write("read", () => c.ReadItemStreamAsync("1", A));
        await log.Write("delete", () => c.DeleteItemStreamAsync("1", A));
        await log.Write("create again", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a"}"""), A));
    }

    private static async Task Missing(Container c, Transcript log)
    {
        await log.Write("read none", () => c.ReadItemStreamAsync("1", A));
        await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a","n":1}"""), A));
        await log.Write("read under another key", () => c.ReadItemStreamAsync("1", new PartitionKey("b")));
        await log.Write("delete", () => c.DeleteItemStreamAsync("1", A));
        await log.Write("read what is gone", () => c.ReadItemStreamAsync("1", A));
    }

    private static async Task Errors(Container c, Transcript log)
    {
        await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a"}"""), A));
        await log.Write("create twice", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a"}"""), A));
        await log.Write("replace none", () => c.ReplaceItemStreamAsync(Json("""{"id":"2","pk":"a"}"""), "2", A));
        await log.Write("delete none", () => c.DeleteItemStreamAsync("2", A));
    }

    private static async Task ChangedIds(Container c, Transcript log)
    {
        await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a"}"""), A));
        await log.Write("replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"2","pk":"a"}"""), "1", A));
        await log.Write("read", () => c.ReadItemStreamAsync("1", A));
    }

    private static async Task ETags(Container c, Transcript log)
    {
        var first = await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a","n":1}"""), A));
        var second = await log.Write(
            "replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"1","pk":"a","n":2}"""), "1", A, new() { IfMatchEtag = first }));
        await log.Write(
            "stale replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"1","pk":"a","n":3}"""), "1", A, new() { IfMatchEtag = first }));
        await log.Write(
            "stale upsert", () => c.UpsertItemStreamAsync(Json("""{"id":"1","pk":"a","n":3}"""), A, new() { IfMatchEtag = first }));
        await log.Write("stale delete", () => c.DeleteItemStreamAsync("1", A, new() { IfMatchEtag = first }));
        await log.Write("delete", () => c.DeleteItemStreamAsync("1", A, new() { IfMatchEtag = second }));
    }

    private static async Task ConditionalReads(Container c, Transcript log)
    {
        var first = await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a","n":1}"""), A));
        await log.Write("not modified", () => c.ReadItemStreamAsync("1", A, new() { IfNoneMatchEtag = first }));
        await log.Write("replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"1","pk":"a","n":2}"""), "1", A));
        await log.Write("modified", () => c.ReadItemStreamAsync("1", A, new() { IfNoneMatchEtag = first }));
    }

    private static async Task Keys(Container c, Transcript log)
    {
        await log.Write("create in a", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a"}"""), A));
        await log.Write("create in b", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"b"}"""), new PartitionKey("b")));
        await log.Write("read in b", () => c.ReadItemStreamAsync("1", new PartitionKey("b")));
        await log.Write("delete in a", () => c.DeleteItemStreamAsync("1", A));
        await log.Write("still in b", () => c.ReadItemStreamAsync("1", new PartitionKey("b")));
    }

    private static async Task Upserts(Container c, Transcript log)
    {
        await log.Write("first", () => c.UpsertItemStreamAsync(Json("""{"id":"1","pk":"a","n":1}"""), A));
        await log.Write("second", () => c.UpsertItemStreamAsync(Json("""{"id":"1","pk":"a","m":2}"""), A));
        await log.Write("read", () => c.ReadItemStreamAsync("1", A));
    }

    private static async Task Shapes(Container c, Transcript log)
    {
        const string Any = """{"id":"ä b","pk":"a","text":"\"quoted\" ü \n \\","nested":{"list":[1,"2",null,true,{"x":[]}],"empty":{}}"""
            + ""","n":-1.5,"big":9007199254740991}""";
        await log.Write("create", () => c.CreateItemStreamAsync(Json(Any), A));
        await log.Write("read", () => c.ReadItemStreamAsync("ä b", A));
    }

    private static async Task Filters(Container c, Transcript log)
    {
        await Fill(c);
        foreach (var filter in (string[])[
            "c.n = 3", "c.n > 3 AND c.n <= 6", "c.n < 2 OR c.n > 6", "(c.n = 1 OR c.n = 2) AND c.inner.x > 1", "c.name = 'n4'",
            "c.name >= \"n6\"", "c.flag = true", "c.inner.x >= 5", "c.none = 1"])
        {
            await log.Query($"SELECT * FROM c WHERE c.pk = 'a' AND ({filter})", "a");
        }

        await log.Query("SELECT * FROM c WHERE c.pk = 'a' AND c.n >= @low AND c.name < @name", "a", null, ("@low", 5), ("@name", "n7"));
    }

    private static async Task FiltersAtRandom(Container c, Transcript log)
    {
        await Fill(c);
        var filters = new RandomFilters(seed: 20260304);
        for (var n = 0; n < 60; n++)
        {
            await log.Query($"SELECT VALUE c.id FROM c WHERE {filters.Next()}");
        }
    }

    private static async Task Orders(Container c, Transcript log)
    {
        await Fill(c);
        await log.Query("SELECT * FROM c WHERE c.pk = 'a' ORDER BY c.n", "a");
        await log.Query("SELECT * FROM c WHERE c.pk = 'a' AND c.n > 1 ORDER BY c.n DESC", "a");
    }

    private static async Task OrdersOverAll(Container c, Transcript log)
    {
        await Fill(c);
        using var other = await c.CreateItemStreamAsync(Json("""{"id":"other","pk":"b","n":3.5}"""), new PartitionKey("b"));
        await log.Query("SELECT * FROM c ORDER BY c.n");
        await log.Query("SELECT * FROM c WHERE c.n > 2 ORDER BY c.n DESC");
    }

    private static async Task Pages(Container c, Transcript log)
    {
        await Fill(c);
        foreach (var page in (int[])[1, 3, 8, 100])
        {
            await log.Query("SELECT * FROM c WHERE c.pk = 'a'", "a", page);
            await log.Query("SELECT * FROM c WHERE c.n > 2", null, page);
        }
    }

    private static async Task Aggregates(Container c, Transcript log)
    {
        await Fill(c);
        foreach (var aggregate in (string[])["COUNT(1)", "SUM(c.n)"])
        {
            await log.Query($"SELECT VALUE {aggregate} FROM c", "a");
            await log.Query($"SELECT VALUE {aggregate} FROM c");
        }
    }

    private static async Task Projections(Container c, Transcript log)
    {
        await Fill(c);
        await log.Query("SELECT c.id, c.inner.x FROM c WHERE c.pk = 'a' AND c.n < 3", "a");
        await log.Query("SELECT c.name AS title, c.flag FROM c WHERE c.pk = 'a' AND c.n < 3", "a");
        await log.Query("SELECT VALUE c.name FROM c WHERE c.pk = 'a' AND c.n = 2", "a");
        await log.Query("SELECT VALUE {\"a\": c.n, \"b\": [c.name]} FROM c WHERE c.pk = 'a' AND c.n = 2", "a");
    }

    private static async Task Patches(Container c, Transcript log)
    {
        await log.Write("create", () => c.CreateItemStreamAsync(Json("""{"id":"1","pk":"a","n":1,"list":[1,3],"inner":{"x":1}}"""), A));
        await log.Write("patch", () => c.PatchItemStreamAsync("1", A, [
            PatchOperation.Set("/n", 5), PatchOperation.Increment("/n", 2), PatchOperation.Add("/list/1", 2),
            PatchOperation.Add("/added", "x"),
            PatchOperation.Replace("/inner/x", true), PatchOperation.Remove("/list/0")]));
        await log.Write("read", () => c.ReadItemStreamAsync("1", A));
        await log.Write("patch none", () => c.PatchItemStreamAsync("2", A, [PatchOperation.Set("/n", 5)]));
    }

    private static async Task ChangeFeed(Container c, Transcript log)
    {
        await Fill(c);
        await log.Write("replace", () => c.ReplaceItemStreamAsync(Json("""{"id":"0","pk":"a","n":9}"""), "0", A));
        await log.Write("delete", () => c.DeleteItemStreamAsync("5", A));
        using var feed = c.GetChangeFeedStreamIterator(
            ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(A)), ChangeFeedMode.LatestVersion);
        await log.Feed("change feed", feed);
    }

    private static async Task Batches(Container c, Transcript log)
    {
        using var fine = await c.CreateTransactionalBatch(A)
            .CreateItemStream(Json("""{"id":"1","pk":"a"}"""))
                .UpsertItemStream(Json("""{"id":"2","pk":"a"}""")).ReadItem("1").ExecuteAsync();
        log.Write("batch", (int)fine.StatusCode, fine.Select(result => (int)result.StatusCode));
        using var clash = await c.CreateTransactionalBatch(A)
            .CreateItemStream(Json("""{"id":"3","pk":"a"}"""))
                .CreateItemStream(Json("""{"id":"1","pk":"a"}""")).DeleteItem("2").ExecuteAsync();
        log.Write("clash", (int)clash.StatusCode, clash.Select(result => (int)result.StatusCode));
        await log.Query("SELECT * FROM c WHERE c.pk = 'a'", "a");
    }

    private static async Task Fill(Container c)
    {
        for (var n = 0; n < 8; n++)
        {
            var order = n * 5 % 8;
            var flag = order % 2 == 0 ? ",\"flag\":true" : "";
            var json = $$"""{"id":"{{order}}","pk":"a","n":{{order}},"name":"n{{order}}","nothing":null,"inner":{"x":{{order}}}{{flag}}}""";
            using var response = await c.CreateItemStreamAsync(Json(json), A);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
    }

    private static MemoryStream Json(string json) => new(Encoding.UTF8.GetBytes(json));
}
