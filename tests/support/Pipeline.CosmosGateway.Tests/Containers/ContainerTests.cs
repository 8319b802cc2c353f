using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.Containers;

public sealed class ContainerTests
{
    [Fact]
    public async Task Every_container_of_the_pipeline_can_be_made_and_written()
    {
        using var cosmos = new InMemoryCosmos(new VirtualTime());
        using var client = cosmos.CreateClient();
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "containers.json")));
        Database database = await client.CreateDatabaseAsync(file.RootElement.GetProperty("database").GetString());
        foreach (var definition in file.RootElement.GetProperty("containers").EnumerateObject())
        {
            var made = await database.CreateContainerAsync(Properties(definition));
            var path = made.Resource.PartitionKeyPath;
            var document = new Dictionary<string, object> { ["id"] = "1", [path[1..]] = path == "/id" ? "1" : "key" };
            var written = await made.Container.CreateItemAsync(document);
            Assert.Equal(HttpStatusCode.Created, written.StatusCode);
            ContainerProperties read = await made.Container.ReadContainerAsync();
            Assert.Equal(Properties(definition).DefaultTimeToLive, read.DefaultTimeToLive);
        }
    }

    [Fact]
    public async Task Container_that_exists_is_left_alone_or_a_conflict()
    {
        using var test = await TestContainer.Create(properties => properties.DefaultTimeToLive = 7);
        Database database = await test.Client.CreateDatabaseIfNotExistsAsync("test");
        var again = await database.CreateContainerIfNotExistsAsync("items", "/pk");
        var error = await Assert.ThrowsAsync<CosmosException>(() => database.CreateContainerAsync("items", "/pk"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(7, again.Resource.DefaultTimeToLive);
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
    }

    [Fact]
    public async Task Missing_container_is_distinguished_from_a_missing_document()
    {
        using var test = await TestContainer.Create();
        var none = test.Client.GetContainer("test", "none");
        var error = await Assert.ThrowsAsync<CosmosException>(() => none.ReadItemAsync<Item>("1", new PartitionKey("a")));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.NotEqual(0, error.SubStatusCode);
    }

    [Fact]
    public async Task Deleted_container_and_its_documents_are_gone()
    {
        using var test = await TestContainer.Create();
        await test.Items.CreateItemAsync(new Item("1", "a"));
        await test.Items.DeleteContainerAsync();
        using var read = await test.Items.ReadContainerStreamAsync();
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Database database = test.Client.GetDatabase("test");
        await database.CreateContainerAsync("items", "/pk");
        Assert.Empty(test.Cosmos.Documents("test", "items"));
        await database.DeleteAsync();
        Assert.Throws<ArgumentException>(() => test.Cosmos.Documents("test", "items"));
    }

    [Fact]
    public async Task Setting_is_refused_when_this_gateway_would_not_enforce_it()
    {
        var unique = new UniqueKeyPolicy { UniqueKeys = { new UniqueKey { Paths = { "/name" } } } };
        var error = await Assert.ThrowsAsync<CosmosException>(
            () => TestContainer.Create(properties => properties.UniqueKeyPolicy = unique));
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    private static ContainerProperties Properties(JsonProperty definition)
    {
        var properties = new ContainerProperties(definition.Name, definition.Value.GetProperty("partitionKey").GetString());
        if (definition.Value.TryGetProperty("ttlSeconds", out var ttl))
        {
            properties.DefaultTimeToLive = ttl.GetInt32();
        }

        foreach (var path in definition.Value.GetProperty("indexedPaths").EnumerateArray())
        {
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path.GetString() });
        }

        if (!properties.IndexingPolicy.IncludedPaths.Any(path => path.Path == "/*"))
        {
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        }

        return properties;
    }
}
