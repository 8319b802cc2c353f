using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>What a query makes of each row: one value.</summary>
internal sealed record Selection(SelectionKind Kind, Expression Value);
