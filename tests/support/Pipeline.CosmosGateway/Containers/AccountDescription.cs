using System.Text.Json.Nodes;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>The account as the client reads it first: one region, session consistency.</summary>
internal static class AccountDescription
{
    private const string QueryEngine = """
        {"maxSqlQueryInputLength":262144,"maxInExpressionItemsCount":16000,"sqlAllowTop":true,"sqlAllowAggregateFunctions":true}
        """;

    public static JsonObject Of(Uri endpoint) => new()
    {
        ["id"] = endpoint.Host,
        ["_rid"] = endpoint.Host,
        ["_self"] = "",
        ["_dbs"] = "//dbs/",
        ["media"] = "//media/",
        ["addresses"] = "//addresses/",
        ["writableLocations"] = Locations(endpoint),
        ["readableLocations"] = Locations(endpoint),
        ["enableMultipleWriteLocations"] = false,
        ["userReplicationPolicy"] = Replication(),
        ["systemReplicationPolicy"] = Replication(),
        ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
        ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
        ["queryEngineConfiguration"] = QueryEngine,
    };

    private static JsonArray Locations(Uri endpoint) =>
        [new JsonObject { ["name"] = "Memory", ["databaseAccountEndpoint"] = endpoint.ToString() }];

    private static JsonObject Replication() => new() { ["asyncReplication"] = false, ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 };
}
