namespace Pipeline.Azure.Cosmos;

/// <summary>One container of containers.json.</summary>
/// <param name="PartitionKey">The path of its partition key.</param>
/// <param name="TtlSeconds">When its documents expire; -1: only those that say so themselves; null: never.</param>
/// <param name="IndexedPaths">What queries filter and order by; nothing else is indexed.</param>
public sealed record ContainerDefinition(string PartitionKey, int? TtlSeconds, IReadOnlyList<string> IndexedPaths);
