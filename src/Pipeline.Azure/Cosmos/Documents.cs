using System.Buffers.Text;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>
/// The documents of one container, serialised by System.Text.Json. Every method throws a <see cref="Failures.FailureException"/> when the
/// service cannot be reached or refuses the request.
/// </summary>
internal sealed class Documents(Container container, CosmosPolicy policy)
{
    /// <summary>Reads one document by id and partition; null when it does not exist.</summary>
    public async Task<Stored<T>?> FindAsync<T>(string id, string partition, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var answer = await RunAsync(
            token => container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: token), cancellation);
        return answer switch
        {
            { IsSuccess: true } => new Stored<T>(answer.Read(json), answer.ETag!),
            { Status: HttpStatusCode.NotFound } => null,
            _ => throw CosmosFailures.Refused(answer),
        };
    }

    public async Task<Written> CreateAsync<T>(T document, string partition, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, json);
        return (await RunAsync(
            token => container.CreateItemStreamAsync(new MemoryStream(bytes), new PartitionKey(partition), Quiet(), token),
            cancellation)).ToWritten();
    }

    /// <summary>Replaces a document if it still has this ETag.</summary>
    public async Task<Written> ReplaceAsync<T>(
        string id, string partition, T document, string etag, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, json);
        return (await RunAsync(
            token => container.ReplaceItemStreamAsync(new MemoryStream(bytes), id, new PartitionKey(partition), Quiet(etag), token),
            cancellation)).ToWritten();
    }

    /// <summary>Deletes a document if it still has this ETag.</summary>
    public async Task<Written> DeleteAsync(string id, string partition, string etag, CancellationToken cancellation) => (await RunAsync(
        token => container.DeleteItemStreamAsync(id, new PartitionKey(partition), Quiet(etag), token), cancellation)).ToWritten();

    /// <summary>Patches a document if the condition (a WHERE clause over <c>c</c>) holds.</summary>
    public async Task<Written> PatchAsync(
        string id, string partition, IReadOnlyList<PatchOperation> changes, string condition, CancellationToken cancellation) =>
        (await PatchAsync(id, partition, changes, condition, wantsContent: false, cancellation)).ToWritten();

    /// <summary>The same, and returns the patched document; null when the condition does not hold or the document does not exist.</summary>
    public async Task<T?> PatchAsync<T>(
        string id,
        string partition,
        IReadOnlyList<PatchOperation> changes,
        string condition,
        JsonTypeInfo<T> json,
        CancellationToken cancellation)
        where T : class
    {
        var answer = await PatchAsync(id, partition, changes, condition, wantsContent: true, cancellation);
        return answer.ToWritten().IsDone ? answer.Read(json) : null;
    }

    /// <summary>Commits a batch; when nothing was written, the steps' statuses say why.</summary>
    public async Task<(Written Written, IReadOnlyList<HttpStatusCode> Steps)> CommitAsync(
        string partition, DocumentBatch batch, CancellationToken cancellation)
    {
        var answer = await policy.RunAsync(token => batch.CommitAsync(container, partition, token), cancellation);
        return (answer.ToWritten(), answer.Steps);
    }

    /// <summary>Streams a query's documents page by page; across partitions when none is given.</summary>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        QueryDefinition query,
        string? partition,
        JsonTypeInfo<QueryPage<T>> json,
        int pageSize = 100,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var options = new QueryRequestOptions
        {
            PartitionKey = partition is null ? null : new PartitionKey(partition),
            MaxItemCount = pageSize,
        };
        using var pages = new QueryPages(container, query, options);
        while (pages.HasMore)
        {
            var answer = await RunAsync(pages.ReadNextAsync, cancellation);
            foreach (var document in answer.IsSuccess ? answer.Read(json).Documents : throw CosmosFailures.Refused(answer))
            {
                yield return document;
            }
        }
    }

    private Task<CosmosAnswer> PatchAsync(
        string id,
        string partition,
        IReadOnlyList<PatchOperation> changes,
        string condition,
        bool wantsContent,
        CancellationToken cancellation) => RunAsync(
            token => container.PatchItemStreamAsync(
                id,
                new PartitionKey(partition),
                changes,
                new PatchItemRequestOptions { EnableContentResponseOnWrite = wantsContent, FilterPredicate = "FROM c WHERE " + condition },
                token),
            cancellation);

    private Task<CosmosAnswer> RunAsync(Func<CancellationToken, Task<ResponseMessage>> request, CancellationToken cancellation) =>
        policy.RunAsync(token => CosmosAnswer.OfAsync(request(token)), cancellation);

    private static ItemRequestOptions Quiet(string? etag = null) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = etag };
}

/// <summary>A document as it was read, with its ETag.</summary>
internal sealed record Stored<T>(T Document, string ETag);

/// <summary>
/// A write's outcome. Any but <see cref="Done"/> may also mean that an earlier attempt of the same write took effect and its answer was
/// lost: the SDK repeats writes by itself, so the loss can go unnoticed here.
/// </summary>
internal enum WriteOutcome
{
    Done,

    /// <summary>A document with this id exists.</summary>
    Exists,

    /// <summary>The condition does not hold, or the ETag has changed.</summary>
    Changed,

    /// <summary>The document does not exist.</summary>
    Missing,
}

/// <summary>The answer to a write.</summary>
/// <param name="ETag">The document's new ETag when it was written.</param>
internal readonly record struct Written(WriteOutcome Outcome, string? ETag)
{
    public bool IsDone => Outcome == WriteOutcome.Done;
}

/// <summary>The values of a document's <c>kind</c>.</summary>
internal static class DocumentKinds
{
    /// <summary>Carries a CloudEvent that the relay publishes.</summary>
    public const string Event = "event";

    public const string Order = "order";
    public const string Stock = "stock";
    public const string Hold = "hold";
    public const string Reservation = "reservation";
    public const string Counter = "counter";
    public const string Counted = "counted";
}

/// <summary>Derives a document id of fixed length from text that an id may not contain.</summary>
internal static class HashedId
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}

/// <summary>
/// Reads a query page by page. A failed iterator cannot continue, so after a failure a new one starts where the last page ended.
/// </summary>
internal sealed class QueryPages(Container container, QueryDefinition query, QueryRequestOptions options) : IDisposable
{
    private FeedIterator? _iterator;
    private string? _continuation;

    public bool HasMore { get; private set; } = true;

    public async Task<ResponseMessage> ReadNextAsync(CancellationToken cancellation)
    {
        var iterator = _iterator ?? container.GetItemQueryStreamIterator(query, _continuation, options);
        _iterator = null;
        var page = await iterator.ReadNextAsync(cancellation);
        if (page.IsSuccessStatusCode)
        {
            (_iterator, _continuation, HasMore) = (iterator, page.ContinuationToken, iterator.HasMoreResults);
        }

        return page;
    }

    public void Dispose() => _iterator?.Dispose();
}

/// <summary>The body of one page.</summary>
internal sealed record QueryPage<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
