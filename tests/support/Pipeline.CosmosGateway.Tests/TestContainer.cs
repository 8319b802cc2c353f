using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests;

/// <summary>A gateway, a client, and one container of it.</summary>
public sealed class TestContainer : IDisposable
{
    private readonly CosmosClient _client;

    private TestContainer(VirtualTime time, int ranges, double readFactor, Action<CosmosClientOptions>? configure)
    {
        (Time, Cosmos) = (time, new InMemoryCosmos(time, ranges, readFactor));
        _client = Cosmos.CreateClient(options =>
        {
            options.UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web);
            configure?.Invoke(options);
        });
    }

    public VirtualTime Time { get; }

    public InMemoryCosmos Cosmos { get; }

    public CosmosClient Client => _client;

    public Container Items { get; private set; } = null!;

    public static async Task<TestContainer> Create(
        Action<ContainerProperties>? define = null, int ranges = 1, double readFactor = 1, Action<CosmosClientOptions>? configure = null)
    {
        var test = new TestContainer(new VirtualTime(), ranges, readFactor, configure);
        Database database = await test._client.CreateDatabaseIfNotExistsAsync("test");
        var properties = new ContainerProperties("items", "/pk");
        define?.Invoke(properties);
        test.Items = await database.CreateContainerIfNotExistsAsync(properties);
        return test;
    }

    public async Task<List<T>> Query<T>(string sql, string? pk = null, int? page = null, params (string Name, object Value)[] parameters)
    {
        var query = parameters.Aggregate(new QueryDefinition(sql), (q, p) => q.WithParameter(p.Name, p.Value));
        var options = new QueryRequestOptions { PartitionKey = pk is null ? null : new PartitionKey(pk), MaxItemCount = page };
        using var feed = Items.GetItemQueryIterator<T>(query, requestOptions: options);
        var all = new List<T>();
        while (feed.HasMoreResults)
        {
            all.AddRange(await feed.ReadNextAsync());
        }

        return all;
    }

    public void Dispose()
    {
        _client.Dispose();
        Cosmos.Dispose();
    }
}
