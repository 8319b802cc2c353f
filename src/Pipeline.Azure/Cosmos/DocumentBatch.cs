using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;
using Pipeline.Failures;

namespace Pipeline.Azure.Cosmos;

/// <summary>Writes to one partition that take effect all or none.</summary>
internal sealed class DocumentBatch
{
    // A transactional batch's limits in the service quotas of Azure Cosmos DB.
    private const int MaxSteps = 100;
    private const int MaxBytes = 2_000_000;

    private readonly List<Action<TransactionalBatch>> _steps = [];
    private long _bytes;

    public DocumentBatch Create<T>(T document, JsonTypeInfo<T> json)
    {
        var bytes = Serialize(document, json);
        _steps.Add(batch => batch.CreateItemStream(new MemoryStream(bytes), Quiet()));
        return this;
    }

    /// <summary>Replaces a document if it still has this ETag.</summary>
    public DocumentBatch Replace<T>(string id, T document, string etag, JsonTypeInfo<T> json)
    {
        var bytes = Serialize(document, json);
        _steps.Add(batch => batch.ReplaceItemStream(id, new MemoryStream(bytes), Quiet(etag)));
        return this;
    }

    /// <summary>Patches a document if the condition (a WHERE clause over <c>c</c>) holds.</summary>
    public DocumentBatch Patch(string id, IReadOnlyList<PatchOperation> changes, string? condition = null)
    {
        _steps.Add(batch => batch.PatchItem(id, changes, new TransactionalBatchPatchItemRequestOptions
        {
            EnableContentResponseOnWrite = false,
            FilterPredicate = condition is null ? null : "FROM c WHERE " + condition,
        }));
        return this;
    }

    /// <summary>Commits the batch; after a lost answer it can be committed again.</summary>
    /// <exception cref="FailureException"><see cref="Permanent"/>: more than 100 operations or 2 MB of documents.</exception>
    public async Task<CosmosAnswer> CommitAsync(Container container, string partition, CancellationToken cancellation)
    {
        if (_steps.Count > MaxSteps || _bytes > MaxBytes)
        {
            throw new FailureException(new Permanent(
                "batch-too-large",
                $"{_steps.Count} documents of {_bytes} bytes are more than one batch takes ({MaxSteps}, {MaxBytes} bytes)."));
        }

        var batch = container.CreateTransactionalBatch(new PartitionKey(partition));
        _steps.ForEach(step => step(batch));
        return await CosmosAnswer.OfAsync(batch.ExecuteAsync(cancellation));
    }

    private byte[] Serialize<T>(T document, JsonTypeInfo<T> json)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, json);
        _bytes += bytes.Length;
        return bytes;
    }

    private static TransactionalBatchItemRequestOptions Quiet(string? etag = null) =>
        new() { EnableContentResponseOnWrite = false, IfMatchEtag = etag };
}

/// <summary>Sets a property to JSON from System.Text.Json; unlike the SDK's own operation on a stream, it can be sent again.</summary>
internal sealed class SetJson(string path, byte[] json) : PatchOperation
{
    public override PatchOperationType OperationType => PatchOperationType.Set;

    public override string Path { get; } = path;

    public static SetJson Of<T>(string path, T value, JsonTypeInfo<T> json) => new(path, JsonSerializer.SerializeToUtf8Bytes(value, json));

    public override bool TrySerializeValueParameter(CosmosSerializer cosmosSerializer, out Stream valueParam)
    {
        valueParam = new MemoryStream(json);
        return true;
    }
}
