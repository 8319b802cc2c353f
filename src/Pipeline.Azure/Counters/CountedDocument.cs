using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Counters;

/// <summary>Says that a cause has counted; it expires when nobody sends that cause again.</summary>
internal sealed record CountedDocument(string Id, string Shard, string Kind, int Ttl)
{
    // A cause comes again as long as the inbox knows its event.
    private static readonly int Retention = CosmosContainers.Default.Containers[CosmosContainers.Events].TtlSeconds!.Value;

    public static CountedDocument Of(string shard, string cause) => new(cause, shard, DocumentKinds.Counted, Retention);
}
