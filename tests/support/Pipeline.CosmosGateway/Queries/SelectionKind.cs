namespace Pipeline.CosmosGateway.Queries;

/// <summary>The forms of a SELECT clause.</summary>
internal enum SelectionKind
{
    Star,
    Value,
    List,
}
