namespace Pipeline.CosmosGateway.Queries;

/// <summary>The kinds of tokens in a query.</summary>
internal enum SqlTokenKind
{
    Name,
    Parameter,
    Text,
    Number,
    Symbol,
    End,
}
