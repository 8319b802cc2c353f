using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.Documents;

public sealed class PatchTests : IAsyncLifetime
{
    private static readonly PartitionKey Key = new("a");
    private TestContainer _test = null!;

    public async Task InitializeAsync()
    {
        _test = await TestContainer.Create();
        await _test.Items.CreateItemAsync(new { id = "1", pk = "a", n = 1, list = (int[])[1, 3], inner = new { x = 1 }, old = true }, Key);
    }

    public Task DisposeAsync()
    {
        _test.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Patch_changes_what_it_names()
    {
        var patched = await Patch(
            PatchOperation.Set("/n", 5), PatchOperation.Increment("/n", 2), PatchOperation.Increment("/inner/count", 1),
            PatchOperation.Add("/list/1", 2), PatchOperation.Add("/list/-", 4), PatchOperation.Remove("/old"),
            PatchOperation.Replace("/inner/x", "y"));
        var json = patched.Resource;
        Assert.Equal(7, json.GetProperty("n").GetInt32());
        Assert.Equal("[1,2,3,4]", json.GetProperty("list").GetRawText());
        Assert.Equal("""{"x":"y","count":1}""", json.GetProperty("inner").GetRawText());
        Assert.False(json.TryGetProperty("old", out _));
    }

    [Fact]
    public async Task Patch_of_what_does_not_exist_is_refused_and_changes_nothing()
    {
        foreach (var operation in (PatchOperation[])[PatchOperation.Remove("/none"), PatchOperation.Replace("/none", 1), PatchOperation.Set(
            "/none/x", 1)])
        {
            var error = await Assert.ThrowsAsync<CosmosException>(() => Patch(PatchOperation.Set("/n", 9), operation));
            Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        }

        Assert.Equal(1, (await _test.Items.ReadItemAsync<JsonElement>("1", Key)).Resource.GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("FROM c WHERE c.n = 1", HttpStatusCode.OK)]
    [InlineData("from c where c.n > 1", HttpStatusCode.PreconditionFailed)]
    [InlineData("FROM c WHERE c.none = 1", HttpStatusCode.PreconditionFailed)]
    public async Task Patch_happens_only_on_its_condition(string condition, HttpStatusCode status)
    {
        using var response = await _test.Items.PatchItemStreamAsync(
            "1", Key, [PatchOperation.Set("/n", 2)], new() { FilterPredicate = condition });
        Assert.Equal(status, response.StatusCode);
    }

    private Task<ItemResponse<JsonElement>> Patch(params PatchOperation[] operations) =>
        _test.Items.PatchItemAsync<JsonElement>("1", Key, operations);
}
