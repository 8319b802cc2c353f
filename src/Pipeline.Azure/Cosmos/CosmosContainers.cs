using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>Every container, read from containers.json, which the Bicep reads too.</summary>
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

    /// <summary>The containers of this pipeline.</summary>
    public static CosmosContainers Default { get; } = Load();

    private static CosmosContainers Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("containers.json")
            ?? throw new InvalidOperationException("containers.json is not embedded in Pipeline.Azure.");
        return JsonSerializer.Deserialize(stream, CosmosJson.Default.CosmosContainers)!;
    }
}

/// <summary>One container of containers.json.</summary>
/// <param name="PartitionKey">The path of its partition key.</param>
/// <param name="TtlSeconds">When its documents expire; -1: only those that say so themselves; null: never.</param>
/// <param name="IndexedPaths">What queries filter and order by; nothing else is indexed.</param>
public sealed record ContainerDefinition(string PartitionKey, int? TtlSeconds, IReadOnlyList<string> IndexedPaths);

/// <summary>The pipeline's database.</summary>
internal sealed class CosmosDatabase(CosmosClient client, CosmosPolicy policy)
{
    /// <summary>The documents of one container of containers.json.</summary>
    public Documents Documents(string container) =>
        new(client.GetContainer(CosmosContainers.Default.Database, container), policy);
}
