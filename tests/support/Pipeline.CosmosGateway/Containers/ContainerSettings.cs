using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>What a container's definition says.</summary>
internal sealed record ContainerSettings(
    string Id, JsonObject Definition, IReadOnlyList<IReadOnlyList<string>> KeyPaths, int? DefaultTtl, IndexingPolicy Indexing)
{
    public static ContainerSettings Parse(JsonObject definition)
    {
        var id = (string?)definition["id"] ?? throw CosmosFailure.BadRequest("A container needs an id.");
        var key = definition["partitionKey"] as JsonObject ?? throw CosmosFailure.BadRequest("A container needs a partition key.");
        if (key["paths"] is not JsonArray { Count: > 0 } paths)
        {
            throw CosmosFailure.BadRequest("A partition key needs paths.");
        }
        // Refuses what this gateway would silently not enforce.
        if (definition["uniqueKeyPolicy"]?["uniqueKeys"] is JsonArray { Count: > 0 })
        {
            throw CosmosFailure.BadRequest("Unique keys are not supported by this gateway.");
        }

        if (definition["changeFeedPolicy"]?["retentionDuration"] is JsonValue retention && (int)retention > 0)
        {
            throw CosmosFailure.BadRequest("The change feed with all versions and deletes is not supported by this gateway.");
        }

        key["version"] ??= 2;
        key["kind"] ??= "Hash";
        return new ContainerSettings(
            id, definition, [.. paths.Select(path => IndexingPolicy.Split((string)path!))],
            Ttl(definition), IndexingPolicy.Parse(definition));
    }

    private static int? Ttl(JsonObject definition) => (int?)definition["defaultTtl"] switch
    {
        0 or < -1 => throw CosmosFailure.BadRequest("defaultTtl is -1 or positive."),
        var seconds => seconds,
    };
}
