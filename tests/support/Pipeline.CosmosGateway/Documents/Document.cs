using System.Text.Json;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>One version of a document, with the system properties in its body.</summary>
internal sealed record Document(PartitionKeyValue Key, string Id, string Rid, string ETag, long Ts, int? Ttl, JsonElement Body, int Size)
{
    private string? _hash;

    /// <summary>Where the document stands among the physical partitions.</summary>
    public string Hash => _hash ??= Key.Hash;

    /// <summary>The commit that wrote this version; the documents of a batch share one.</summary>
    public long Lsn { get; init; }

    /// <summary>The place among all writes of the container; says the order inside a commit.</summary>
    public long Order { get; init; }

    /// <summary>The place among all documents of the container by creation.</summary>
    public long Number { get; init; }
}
