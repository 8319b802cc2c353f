using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;

namespace Pipeline.Azure.Counters;

/// <summary>One shard's part of a counter.</summary>
internal sealed record CounterDocument(string Id, string Shard, string Kind, string Name, long Total)
{
    /// <summary>The one counter of its partition.</summary>
    public const string CounterId = "counter";

    public static CounterDocument Of(string shard, string name, long total) => new(CounterId, shard, DocumentKinds.Counter, name, total);
}

/// <summary>Source-generated JSON of the counters' documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CounterDocument))]
[JsonSerializable(typeof(QueryPage<CounterDocument>))]
[JsonSerializable(typeof(CountedDocument))]
internal sealed partial class CounterDocumentJson : JsonSerializerContext;
