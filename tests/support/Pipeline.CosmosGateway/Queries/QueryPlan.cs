using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Tells the client how to run a query over several partitions and merge the results.</summary>
internal static class QueryPlan
{
    // The client puts its own filter here when it goes on after a continuation.
    private const string FilterPlace = "{documentdb-formattableorderbyquery-filter}";

    public static JsonObject Of(SqlQuery query)
    {
        var paged = query is { Top: null, Limit: not null };
        return new JsonObject
        {
            ["partitionedQueryExecutionInfoVersion"] = 2,
            ["queryInfo"] = new JsonObject
            {
                ["distinctType"] = "None",
                ["top"] = query.Top,
                ["offset"] = paged ? query.Offset : null,
                ["limit"] = paged ? query.Limit : null,
                ["orderBy"] = new JsonArray([.. query.OrderBy.Select(sort => (JsonNode)(sort.Descending ? "Descending" : "Ascending"))]),
                ["orderByExpressions"] = new JsonArray([.. query.Text.SortKeys.Select(key => (JsonNode)key)]),
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
    }

    private static JsonNode Operator(SqlQuery query) => query.Selection.Value is Aggregate aggregate
        ? aggregate.Name switch { "COUNT" => "Count", "SUM" => "Sum", "MIN" => "Min", "MAX" => "Max", _ => "Average" }
        : throw CosmosFailure.BadRequest("Over several partitions this gateway supports one aggregate and nothing around it.");

    private static string Rewrite(SqlQuery query)
    {
        if (query.IsAggregate)
        {
            return $"SELECT VALUE [{{\"item\": {Partial(query)}}}] {query.Text.From}{Where(query)}";
        }

        if (query.OrderBy.Count == 0 && query.Limit is null)
        {
            return "";
        }

        var top = query.Top is { } count ? string.Create(CultureInfo.InvariantCulture, $"TOP {count} ") : "";
        // A partition does not know what the others skip, so each gives all rows up to the end.
        var page = query is { Top: null, Limit: { } limit }
            ? string.Create(CultureInfo.InvariantCulture, $" OFFSET 0 LIMIT {query.Offset + limit}")
            : "";
        return query.OrderBy is [var sort]
            ? $"SELECT {top}{query.Alias}._rid, [{{\"item\": {query.Text.SortKeys[0]}}}] AS orderByItems, {query.Text.Value} AS payload "
                + $"{query.Text.From}{Where(query, FilterPlace)} ORDER BY {query.Text.SortKeys[0]} {(sort.Descending ? "DESC" : "ASC")}{page}"
            : $"SELECT {top}{query.Text.Selection} {query.Text.From}{Where(query)}{page}";
    }

    // Averages of partitions cannot be averaged; their sums and counts can be added.
    private static string Partial(SqlQuery query)
    {
        var text = query.Text.Value;
        if (query.Selection.Value is not Aggregate { Name: "AVG" })
        {
            return text;
        }

        var argument = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
        return $"{{\"sum\": SUM({argument}), \"count\": COUNT({argument})}}";
    }

    private static string Where(SqlQuery query, string? filter = null) => (query.Text.Where, filter) switch
    {
        (null, null) => "",
        ({ } where, null) => $" WHERE {where}",
        (null, _) => $" WHERE ({filter})",
        var (where, _) => $" WHERE ({where}) AND ({filter})",
    };
}
