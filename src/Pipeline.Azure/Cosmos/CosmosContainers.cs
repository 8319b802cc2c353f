using System.Reflection;
using System.Text.Json;

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
