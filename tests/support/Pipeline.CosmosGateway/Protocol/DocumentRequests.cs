using System.Net;
using System.Text;
using Pipeline.CosmosGateway.Batches;
using Pipeline.CosmosGateway.ChangeFeed;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Queries;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>Answers the requests about documents.</summary>
internal static class DocumentRequests
{
    public static async Task<CosmosResponse> Answer(Account account, CosmosRequest request)
    {
        var container = account.Container(request.Path.Database, request.Path.Container) ?? throw CosmosFailure.OwnerNotFound();
        var response = request.Kind switch
        {
            OperationKind.Batch => await BatchRunner.Run(container, request),
            OperationKind.ChangeFeed => ChangeFeedReader.Read(container, request),
            OperationKind.Query => Query(container, request, SqlParser.Parse(SqlParameters.Parse(request.Body))),
            OperationKind.ReadFeed => Query(container, request, SqlParser.Parse(
                new SqlParameters("SELECT * FROM c", new Dictionary<string, System.Text.Json.JsonElement>()))),
            OperationKind.QueryPlan => Plan(request),
            _ => One(container, request),
        };
        return response
            .With(HeaderNames.SessionToken, SessionTokens.Of(container, request))
            .With(HeaderNames.Lsn, SessionTokens.Lsn(container))
            .With(HeaderNames.PartitionKeyRangeId, SessionTokens.Range(container, request).Id);
    }

    private static CosmosResponse Plan(CosmosRequest request)
    {
        var plan = QueryPlan.Of(SqlParser.Parse(SqlParameters.Parse(request.Body)));
        return CosmosResponse.Json(HttpStatusCode.OK, plan) with { Charge = RequestCharges.QueryPlan };
    }

    private static CosmosResponse Query(Container container, CosmosRequest request, SqlQuery query)
    {
        var scope = FeedScope.Of(container, request);
        var candidates = container.Documents.Snapshot(scope.Key).Documents.Where(scope.Contains).ToList();
        var page = new QueryRunner(container, query, candidates).Run(
            request.MaxItemCount, QueryToken.Parse(request.Header(HeaderNames.Continuation)));
        return DocumentFeed.Of(container, page.Values, page.Charge).With(HeaderNames.Continuation, page.Next?.ToString());
    }

    private static CosmosResponse One(Container container, CosmosRequest request)
    {
        var key = request.PartitionKey ?? throw CosmosFailure.BadRequest("A request for a document needs its partition key.");
        var command = new DocumentCommand(request.Kind, key, request.Path.Document, request.Body)
        {
            IfMatch = request.Header(HeaderNames.IfMatch),
            IfNoneMatch = request.Header(HeaderNames.IfNoneMatch),
            Minimal = request.Minimal,
        };
        var outcome = container.Documents.Transact(transaction => DocumentOperations.Run(transaction, command));
        return outcome.Failed
            ? CosmosResponse.Error(outcome.Status, outcome.Message!, outcome.SubStatus, outcome.Charge)
            : new CosmosResponse(outcome.Status, Body(command, outcome), outcome.Charge).With(HeaderNames.ETag, outcome.Document?.ETag);
    }

    private static byte[] Body(DocumentCommand command, DocumentOutcome outcome)
    {
        var silent = command.Minimal && command.Kind != OperationKind.Read || outcome.Status == HttpStatusCode.NotModified;
        return silent || outcome.Document is not { } document ? [] : Encoding.UTF8.GetBytes(document.Body.GetRawText());
    }
}
