namespace Pipeline.CosmosGateway.Queries;

/// <summary>A token of a query and where it begins.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start)
{
    public bool Is(string word) => Kind switch
    {
        SqlTokenKind.Name => Text.Equals(word, StringComparison.OrdinalIgnoreCase),
        SqlTokenKind.Symbol => Text == word,
        _ => false,
    };
}
