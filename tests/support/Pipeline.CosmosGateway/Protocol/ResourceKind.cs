namespace Pipeline.CosmosGateway.Protocol;

/// <summary>The kind of resource that a path names.</summary>
internal enum ResourceKind
{
    Other,
    Account,
    Databases,
    Database,
    Containers,
    Container,
    PartitionKeyRanges,
    Documents,
    Document,
}
