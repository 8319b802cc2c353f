namespace Pipeline.CosmosGateway.Queries;

/// <summary>The clauses of a query as they were written, for writing it anew; <paramref name="Value"/> is what SELECT makes of a row, as one expression.</summary>
internal sealed record SqlText(string Selection, string Value, string From, string? Where, IReadOnlyList<string> SortKeys);
