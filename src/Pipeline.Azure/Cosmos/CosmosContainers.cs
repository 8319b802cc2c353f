using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>The database and its containers, read from containers.json as the Bicep does.</summary>
public sealed record CosmosContainers(string Database, IReadOnlyDictionary<string, ContainerDefinition> Containers)
{
    public const string Orders = "orders";
    public const string Events = "events";
    public const string Inventory = "inventory";
    public const string IdempotencyKeys = "idempotency-keys";
    public const string OrderViews = "order-views";
    public const string DeadLetters = "dead-letters";
    public const string Counters = "counters";
    public const string Leases = "leases";

    /// <summary>The contents of containers.json.</summary>
    public static CosmosContainers Default { get; } = Load();

    private static CosmosContainers Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("containers.json")
            ?? throw new InvalidOperationException("containers.json is not embedded in Pipeline.Azure.");
        return JsonSerializer.Deserialize(stream, CosmosJson.Default.CosmosContainers)!;
    }
}

/// <summary>One container of containers.json.</summary>
/// <param name="PartitionKey">The partition key's path.</param>
/// <param name="TtlSeconds">Seconds until a document expires; -1: only those with a <c>ttl</c> of their own do; null: none does.</param>
/// <param name="IndexedPaths">The paths that queries filter and order by; nothing else is indexed.</param>
public sealed record ContainerDefinition(string PartitionKey, int? TtlSeconds, IReadOnlyList<string> IndexedPaths);

/// <summary>The pipeline's database.</summary>
internal sealed class CosmosDatabase(CosmosClient client, CosmosPolicy policy)
{
    /// <summary>The documents of one container of containers.json.</summary>
    public Documents Documents(string container) =>
        new(client.GetContainer(CosmosContainers.Default.Database, container), policy);
}
