namespace Pipeline.CosmosGateway.Protocol;

/// <summary>What a request asks for.</summary>
public enum OperationKind
{
    /// <summary>Not supported by this gateway.</summary>
    Unknown,
    ReadAccount,
    CreateDatabase,
    ReadDatabase,
    DeleteDatabase,
    CreateContainer,
    ReadContainer,
    ReplaceContainer,
    DeleteContainer,
    ReadPartitionKeyRanges,
    QueryPlan,
    Create,
    Read,
    Replace,
    Upsert,
    Patch,
    Delete,
    Batch,
    Query,
    ReadFeed,
    ChangeFeed,
}
