using System.Reflection;
using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Tests.Cosmos;

public sealed class CosmosContainersTests : CosmosTest
{
    [Fact]
    public void Every_container_that_the_code_names_is_in_the_file_and_the_other_way_round()
    {
        var named = typeof(CosmosContainers).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(CosmosContainers.Default.Containers.Keys.Order(), named.Order());
    }

    [Fact]
    public async Task Containers_are_made_as_the_file_says_and_once()
    {
        var client = Ports.Port<CosmosClient>();
        await CosmosSetup.EnsureCreatedAsync(client, default);

        foreach (var (name, definition) in CosmosContainers.Default.Containers)
        {
            ContainerProperties made = await client.GetContainer(CosmosContainers.Default.Database, name).ReadContainerAsync();
            Assert.Equal((definition.PartitionKey, definition.TtlSeconds), (made.PartitionKeyPath, made.DefaultTimeToLive));
            Assert.Equal(definition.IndexedPaths, made.IndexingPolicy.IncludedPaths.Select(path => path.Path));
        }
    }
}
