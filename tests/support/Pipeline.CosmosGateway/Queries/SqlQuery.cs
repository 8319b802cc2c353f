using System.Text.Json;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>A query, parsed.</summary>
internal sealed record SqlQuery(Selection Selection, string Alias, Expression? Where, SortKey? OrderBy)
{
    public ResumePoint? Resume { get; init; }

    public required SqlText Text { get; init; }

    public bool IsAggregate => Selection.Value.All().Any(part => part is Aggregate);

    public bool Matches(JsonElement document) => Where is null || Where.Holds(document);

    /// <summary>The part of the filter that the index can answer; what it lets through must be loaded.</summary>
    public IEnumerable<Expression> IndexedFilters(IndexingPolicy indexing) => Conjuncts(Where).Where(filter =>
        filter.All().OfType<PropertyPath>().ToList() is { Count: > 0 } paths && paths.TrueForAll(path => indexing.Covers(path.Names)));

    private static IEnumerable<Expression> Conjuncts(Expression? filter) => filter switch
    {
        null => [],
        And and => Conjuncts(and.Left).Concat(Conjuncts(and.Right)),
        _ => [filter],
    };
}
