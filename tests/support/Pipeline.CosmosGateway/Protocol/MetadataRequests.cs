using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>Answers the requests about the account, its databases, containers and their ranges.</summary>
internal sealed class MetadataRequests(Account account, Uri endpoint)
{
    public CosmosResponse Answer(CosmosRequest request) => request.Kind switch
    {
        OperationKind.ReadAccount => CosmosResponse.Json(HttpStatusCode.OK, AccountDescription.Of(endpoint)),
        OperationKind.CreateDatabase => Resource(HttpStatusCode.Created, account.CreateDatabase(Id(Json(request))).Describe()),
        OperationKind.ReadDatabase => Resource(HttpStatusCode.OK, Database(request).Describe()),
        OperationKind.DeleteDatabase => Deleted(account.Delete(Database(request))),
        OperationKind.CreateContainer => Resource(HttpStatusCode.Created, Owner(request).Create(Json(request)).Settings.Definition),
        OperationKind.ReadContainer => Resource(HttpStatusCode.OK, Container(request).Settings.Definition),
        OperationKind.ReplaceContainer => Replace(Container(request), Json(request)),
        OperationKind.DeleteContainer => Deleted(Database(request).Delete(Container(request))),
        OperationKind.ReadPartitionKeyRanges => Ranges(Container(request), request),
        _ => throw CosmosFailure.BadRequest("This gateway does not know this request."),
    };

    private static CosmosResponse Replace(Container container, JsonObject definition)
    {
        var settings = ContainerSettings.Parse(definition);
        if (!JsonNode.DeepEquals(settings.Definition["partitionKey"]?["paths"], container.Settings.Definition["partitionKey"]?["paths"]))
        {
            throw CosmosFailure.BadRequest("A container's partition key cannot be changed.");
        }

        container.Replace(settings);
        return Resource(HttpStatusCode.OK, settings.Definition);
    }

    private static CosmosResponse Ranges(Container container, CosmosRequest request)
    {
        // Ranges never change here, so reading them once is enough.
        const string Version = "\"1\"";
        return request.Header(HeaderNames.IfNoneMatch) == Version
            ? CosmosResponse.Empty(HttpStatusCode.NotModified).With(HeaderNames.ETag, Version)
            : CosmosResponse.Json(HttpStatusCode.OK, Feed(container)).With(HeaderNames.ETag, Version);
    }

    private static JsonObject Feed(Container container) => new()
    {
        ["_rid"] = container.Rid,
        ["PartitionKeyRanges"] = new JsonArray([.. container.Ranges.All.Select(range => Describe(container, range))]),
        ["_count"] = container.Ranges.All.Count,
    };

    private static JsonObject Describe(Container container, PartitionRange range) => new()
    {
        ["id"] = range.Id,
        ["_rid"] = container.RangeRid(range.Number),
        ["minInclusive"] = range.Min,
        ["maxExclusive"] = range.Max,
        ["ridPrefix"] = range.Number,
        ["throughputFraction"] = 1.0 / container.Ranges.All.Count,
        ["status"] = "online",
        ["parents"] = new JsonArray(),
    };

    private static CosmosResponse Resource(HttpStatusCode status, JsonObject description) =>
        (CosmosResponse.Json(status, description) with { Charge = 1 }).With(HeaderNames.ETag, (string?)description["_etag"]);

    private static CosmosResponse Deleted(bool removed) =>
        removed ? CosmosResponse.Empty(HttpStatusCode.NoContent) : throw CosmosFailure.NotFound();

    private static JsonObject Json(CosmosRequest request) =>
        JsonSerializer.Deserialize<JsonObject>(request.Body.Span) ?? throw CosmosFailure.BadRequest("The body is no JSON object.");

    private static string Id(JsonObject json) => (string?)json["id"] ?? throw CosmosFailure.BadRequest("A database needs an id.");

    private Database Database(CosmosRequest request) => account.Database(request.Path.Database!) ?? throw CosmosFailure.NotFound();

    private Database Owner(CosmosRequest request) => account.Database(request.Path.Database!) ?? throw CosmosFailure.OwnerNotFound();

    private Container Container(CosmosRequest request) =>
        Owner(request).Container(request.Path.Container!) ?? throw CosmosFailure.NotFound();
}
