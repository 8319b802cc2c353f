using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>A document's new version, or, without one, its end.</summary>
internal sealed record Change(PartitionKeyValue Key, string Id, Document? Document);
