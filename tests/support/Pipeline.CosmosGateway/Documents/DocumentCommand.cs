using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>What to do with one document; a request of its own, or an operation of a batch.</summary>
internal sealed record DocumentCommand(OperationKind Kind, PartitionKeyValue Key, string? Id, ReadOnlyMemory<byte> Body)
{
    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    /// <summary>Whether a write answers without the document.</summary>
    public bool Minimal { get; init; }
}
