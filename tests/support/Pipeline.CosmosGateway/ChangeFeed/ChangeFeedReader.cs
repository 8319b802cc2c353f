using System.Globalization;
using System.Net;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.ChangeFeed;

/// <summary>Answers requests for the documents that were written since, latest version only.</summary>
internal static class ChangeFeedReader
{
    public static CosmosResponse Read(Container container, CosmosRequest request)
    {
        if (request.Header(HeaderNames.ChangeFeedMode)!.StartsWith("Full", StringComparison.OrdinalIgnoreCase))
        {
            throw CosmosFailure.BadRequest("The change feed with all versions and deletes is not supported by this gateway.");
        }

        var scope = FeedScope.Of(container, request);
        var (documents, head) = container.Documents.WrittenAfter(From(request));
        if (request.Header(HeaderNames.IfNoneMatch) == "*")
        {
            documents = [];
        }

        if (Since(request) is { } since)
        {
            documents = [.. documents.Where(document => document.Ts >= since)];
        }

        var page = Page([.. documents.Where(scope.Contains)], request.MaxItemCount);
        var next = page.Count > 0 ? page[^1].Lsn : head;
        return Answer(container, page).With(HeaderNames.ETag, $"\"{next.ToString(CultureInfo.InvariantCulture)}\"");
    }

    private static CosmosResponse Answer(Container container, List<Document> page) => page.Count == 0
        ? (CosmosResponse.Empty(HttpStatusCode.NotModified) with { Charge = RequestCharges.ChangeFeed([]) }).With(
            HeaderNames.ItemCount, "0")
        : DocumentFeed.Of(container, page.Select(document => document.Body), RequestCharges.ChangeFeed(page));

    // A commit's documents stay together, as in the service.
    private static List<Document> Page(List<Document> documents, int size)
    {
        if (documents.Count <= size)
        {
            return documents;
        }

        var last = documents[size - 1].Lsn;
        return documents.FindAll(document => document.Lsn <= last);
    }

    private static long From(CosmosRequest request) =>
        long.TryParse(request.Header(HeaderNames.IfNoneMatch)?.Trim('"'), CultureInfo.InvariantCulture, out var lsn) ? lsn : 0;

    private static long? Since(CosmosRequest request) =>
        DateTimeOffset.TryParse(request.Header(HeaderNames.IfModifiedSince), CultureInfo.InvariantCulture, out var time)
            ? time.ToUnixTimeSeconds()
            : null;
}
