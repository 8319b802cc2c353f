namespace Pipeline.CosmosGateway.Queries;

/// <summary>The kinds of words that a query is made of.</summary>
internal enum SqlTokenKind
{
    Name,
    Parameter,
    Text,
    Number,
    Symbol,
    End,
}
