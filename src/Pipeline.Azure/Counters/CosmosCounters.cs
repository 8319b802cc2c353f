using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Operations;

namespace Pipeline.Azure.Counters;

/// <summary>Port: adds to counters, once per cause.</summary>
public interface ICounterWriter
{
    /// <summary>Adds to a counter, unless this cause has added to it before.</summary>
    /// <param name="counter">The counter's name.</param>
    /// <param name="by">How much.</param>
    /// <param name="cause">Identifies what is counted, such as an event's source and id.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Failures.FailureException">The store could not be reached.</exception>
    Task AddAsync(string counter, long by, string cause, CancellationToken cancellation);
}

/// <summary>
/// Counters in Cosmos DB. Each is spread over 16 shards, chosen by the cause, so that a busy counter makes no hot partition. A marker
/// for the cause is written to the same shard in the same batch, which makes it count once.
/// </summary>
internal sealed class CosmosCounters(CosmosDatabase database, CosmosPolicy policy) : ICounters, ICounterWriter
{
    private const int Shards = 16;

    private static readonly QueryDefinition AllCounters =
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", DocumentKinds.Counter);

    private readonly Documents _documents = database.Documents(CosmosContainers.Counters);

    public Task AddAsync(string counter, long by, string cause, CancellationToken cancellation)
    {
        var id = HashedId.Of(cause);
        var shard = string.Create(CultureInfo.InvariantCulture, $"{counter}#{id[0] % Shards}");
        var marker = CountedDocument.Of(shard, id);
        return policy.SettleAsync(
            $"Counter {counter}",
            async () => await IncrementAsync(marker, by, cancellation) switch
            {
                // The shard is new; should another writer create it first, the next round increments it.
                WriteOutcome.Missing => (await BeginAsync(marker, counter, by, cancellation), true),
                _ => (true, true),
            },
            cancellation);
    }

    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var part in _documents.QueryAsync(
            AllCounters, partition: null, CounterDocumentJson.Default.QueryPageCounterDocument, cancellation: cancellation))
        {
            totals[part.Name] = totals.GetValueOrDefault(part.Name) + part.Total;
        }

        return totals;
    }

    private async Task<WriteOutcome> IncrementAsync(CountedDocument marker, long by, CancellationToken cancellation)
    {
        var batch = new DocumentBatch()
            .Create(marker, CounterDocumentJson.Default.CountedDocument)
            .Patch(CounterDocument.CounterId, [PatchOperation.Increment("/total", by)]);
        return (await _documents.CommitAsync(marker.Shard, batch, cancellation)).Written.Outcome;
    }

    private async Task<bool> BeginAsync(CountedDocument marker, string counter, long by, CancellationToken cancellation)
    {
        var batch = new DocumentBatch()
            .Create(marker, CounterDocumentJson.Default.CountedDocument)
            .Create(CounterDocument.Of(marker.Shard, counter, by), CounterDocumentJson.Default.CounterDocument);
        var (_, steps) = await _documents.CommitAsync(marker.Shard, batch, cancellation);
        return steps[1] != HttpStatusCode.Conflict;
    }
}

/// <summary>Marks a cause as counted; expires once the cause can no longer arrive.</summary>
internal sealed record CountedDocument(string Id, string Shard, string Kind, int Ttl)
{
    // A cause can arrive again for as long as the inbox keeps its event.
    private static readonly int Retention = CosmosContainers.Default.Containers[CosmosContainers.Events].TtlSeconds!.Value;

    public static CountedDocument Of(string shard, string cause) => new(cause, shard, DocumentKinds.Counted, Retention);
}

/// <summary>One shard's part of a counter.</summary>
internal sealed record CounterDocument(string Id, string Shard, string Kind, string Name, long Total)
{
    /// <summary>Each partition holds one counter.</summary>
    public const string CounterId = "counter";

    public static CounterDocument Of(string shard, string name, long total) => new(CounterId, shard, DocumentKinds.Counter, name, total);
}

/// <summary>Source-generated JSON of the counters' documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CounterDocument))]
[JsonSerializable(typeof(QueryPage<CounterDocument>))]
[JsonSerializable(typeof(CountedDocument))]
internal sealed partial class CounterDocumentJson : JsonSerializerContext;
