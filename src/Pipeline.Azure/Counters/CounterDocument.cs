using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Counters;

/// <summary>One shard's part of a counter.</summary>
internal sealed record CounterDocument(string Id, string Shard, string Kind, string Name, long Total)
{
    /// <summary>The one counter of its partition.</summary>
    public const string CounterId = "counter";

    public static CounterDocument Of(string shard, string name, long total) => new(CounterId, shard, DocumentKinds.Counter, name, total);
}
