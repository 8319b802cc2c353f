namespace Pipeline.Infrastructure.Tests.Containers;

/// <summary>One container of containers.json.</summary>
internal sealed record ContainerEntry(string PartitionKey, int? TtlSeconds, string[] IndexedPaths);
