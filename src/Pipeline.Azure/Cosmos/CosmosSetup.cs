using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>Creates the database and its containers on an emulator. On Azure the Bicep does, and the app's identity may not.</summary>
public static class CosmosSetup
{
    public static async Task EnsureCreatedAsync(CosmosClient client, CancellationToken cancellation)
    {
        var file = CosmosContainers.Default;
        Database database = await client.CreateDatabaseIfNotExistsAsync(file.Database, cancellationToken: cancellation);
        foreach (var (name, definition) in file.Containers)
        {
            await database.CreateContainerIfNotExistsAsync(PropertiesOf(name, definition), cancellationToken: cancellation);
        }
    }

    private static ContainerProperties PropertiesOf(string name, ContainerDefinition definition)
    {
        var properties = new ContainerProperties(name, definition.PartitionKey) { DefaultTimeToLive = definition.TtlSeconds };
        properties.IndexingPolicy.IncludedPaths.Clear();
        Add(properties.IndexingPolicy.IncludedPaths, definition.IndexedPaths);
        if (!definition.IndexedPaths.Contains("/*"))
        {
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        }

        return properties;
    }

    private static void Add(Collection<IncludedPath> included, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            included.Add(new IncludedPath { Path = path });
        }
    }
}
