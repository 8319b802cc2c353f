using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

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
