using System.Net;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Partitions;

/// <summary>The part of a container that a query or feed request is about.</summary>
internal sealed class FeedScope(PartitionKeyValue? key, string min, string max)
{
    private const int RangeGone = 1002;

    public PartitionKeyValue? Key => key;

    public static FeedScope Of(Container container, CosmosRequest request)
    {
        if (request.PartitionKey is { } key)
        {
            return new FeedScope(key, "", "FF");
        }

        if (request.Header(HeaderNames.StartKey) is { } start && request.Header(HeaderNames.EndKey) is { } end)
        {
            return new FeedScope(null, start, end);
        }

        if (request.RangeId is not { } id)
        {
            return new FeedScope(null, "", "FF");
        }

        var range = container.Ranges.Find(id) ?? throw new CosmosFailure(HttpStatusCode.Gone, $"There is no range {id}.", RangeGone);
        return new FeedScope(null, range.Min, range.Max);
    }

    public bool Contains(Document document) => key is not null
        ? document.Key == key
        : (min, max) is ("", "FF") || string.CompareOrdinal(document.Hash, min) >= 0 && string.CompareOrdinal(document.Hash, max) < 0;
}
