using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>What a query's result is ordered by.</summary>
internal sealed record SortKey(PropertyPath Path, bool Descending);
