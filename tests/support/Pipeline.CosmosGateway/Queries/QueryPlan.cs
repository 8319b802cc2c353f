using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Tells the client how to run a query over several partitions and merge the results.</summary>
internal static class QueryPlan
{
    // The client inserts "true" here; where to resume after a continuation is sent beside the query, in a resume filter.
    private const string FilterPlace = "{documentdb-formattableorderbyquery-filter}";

    public static JsonObject Of(SqlQuery query) => new()
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None",
            ["top"] = null,
            ["offset"] = null,
            ["limit"] = null,
            ["orderBy"] = query.OrderBy is { } sort ? new JsonArray(sort.Descending ? "Descending" : "Ascending") : [],
            ["orderByExpressions"] = query.Text.SortKey is { } key ? new JsonArray(key) : [],
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = query.IsAggregate ? new JsonArray(Operator(query)) : [],
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = Rewrite(query),
            ["hasSelectValue"] = query.Selection.Kind == SelectionKind.Value,
            ["hasNonStreamingOrderBy"] = false,
        },
        ["queryRanges"] = new JsonArray(new JsonObject
        {
            ["min"] = "",
            ["max"] = "FF",
            ["isMinInclusive"] = true,
            ["isMaxInclusive"] = false,
        }),
    };

    private static string Operator(SqlQuery query) => query.Selection.Value is Aggregate aggregate
        ? aggregate.Name == "COUNT" ? "Count" : "Sum"
        : throw CosmosFailure.BadRequest("Over several partitions this gateway supports one aggregate and nothing around it.");

    private static string Rewrite(SqlQuery query) =>
        query.IsAggregate ? $"SELECT VALUE [{{\"item\": {query.Text.Selected}}}] {query.Text.From}{Where(query)}"
        : query.OrderBy is not { } sort ? ""
        : query.Selection.Kind == SelectionKind.Star ? Ordered(query, sort)
        : throw CosmosFailure.BadRequest("This gateway orders whole documents only: SELECT *.");

    private static string Ordered(SqlQuery query, SortKey sort) =>
        $"SELECT {query.Alias}._rid, [{{\"item\": {query.Text.SortKey}}}] AS orderByItems, {query.Text.Selected} AS payload "
        + $"{query.Text.From} WHERE {(query.Text.Where is { } where ? $"({where}) AND " : "")}({FilterPlace}) "
        + $"ORDER BY {query.Text.SortKey} {(sort.Descending ? "DESC" : "ASC")}";

    private static string Where(SqlQuery query) => query.Text.Where is { } where ? $" WHERE {where}" : "";
}
