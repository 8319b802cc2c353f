using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>
/// The documents of one container, written and read as System.Text.Json. Every method throws a
/// <see cref="Failures.FailureException"/> when the service cannot be reached or refuses.
/// </summary>
internal sealed class Documents(Container container, CosmosPolicy policy)
{
    /// <summary>A point read; null when there is no such document.</summary>
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

    /// <summary>Replaces a document as long as it has this ETag.</summary>
    public async Task<Written> ReplaceAsync<T>(
        string id, string partition, T document, string etag, JsonTypeInfo<T> json, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, json);
        return (await RunAsync(
            token => container.ReplaceItemStreamAsync(new MemoryStream(bytes), id, new PartitionKey(partition), Quiet(etag), token),
            cancellation)).ToWritten();
    }

    /// <summary>Deletes a document as long as it has this ETag.</summary>
    public async Task<Written> DeleteAsync(string id, string partition, string etag, CancellationToken cancellation) => (await RunAsync(
        token => container.DeleteItemStreamAsync(id, new PartitionKey(partition), Quiet(etag), token), cancellation)).ToWritten();

    /// <summary>Changes a document as long as the condition (a WHERE clause over <c>c</c>) holds.</summary>
    public async Task<Written> PatchAsync(
        string id, string partition, IReadOnlyList<PatchOperation> changes, string condition, CancellationToken cancellation) =>
        (await PatchAsync(id, partition, changes, condition, wantsContent: false, cancellation)).ToWritten();

    /// <summary>The same, and the document that it makes; null when the condition does not hold or there is no such document.</summary>
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

    /// <summary>Commits a batch: all of it or, with the status of each step, nothing.</summary>
    public async Task<(Written Written, IReadOnlyList<HttpStatusCode> Steps)> CommitAsync(
        string partition, DocumentBatch batch, CancellationToken cancellation)
    {
        var answer = await policy.RunAsync(token => batch.CommitAsync(container, partition, token), cancellation);
        return (answer.ToWritten(), answer.Steps);
    }

    /// <summary>Every document that a query finds, page by page; across partitions when none is given.</summary>
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

/// <summary>A document as it was read.</summary>
internal sealed record Stored<T>(T Document, string ETag);

/// <summary>
/// What became of a write. Any but <see cref="Done"/> may also mean that an earlier attempt of this very write was done and its answer lost;
/// the SDK repeats writes by itself, so that nobody here may have seen the loss.
/// </summary>
internal enum WriteOutcome
{
    Done,

    /// <summary>A document with this id is there.</summary>
    Exists,

    /// <summary>The condition or the ETag does not hold.</summary>
    Changed,

    /// <summary>There is no such document.</summary>
    Missing,
}

/// <summary>A write's outcome.</summary>
/// <param name="ETag">The document's new ETag when it was written.</param>
internal readonly record struct Written(WriteOutcome Outcome, string? ETag)
{
    public bool IsDone => Outcome == WriteOutcome.Done;
}
