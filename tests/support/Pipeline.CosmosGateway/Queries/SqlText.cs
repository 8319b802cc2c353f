namespace Pipeline.CosmosGateway.Queries;

/// <summary>The clauses of a query as they were written, for rewriting it.</summary>
internal sealed record SqlText(string Selected, string From, string? Where, string? SortKey);
