using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>The pipeline's database.</summary>
internal sealed class CosmosDatabase(CosmosClient client, CosmosPolicy policy)
{
    /// <summary>The documents of one container of containers.json.</summary>
    public Documents Documents(string container) =>
        new(client.GetContainer(CosmosContainers.Default.Database, container), policy);
}
