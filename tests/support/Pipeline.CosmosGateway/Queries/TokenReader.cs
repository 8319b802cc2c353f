using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Walks through the tokens of a query.</summary>
internal sealed class TokenReader(string sql)
{
    private readonly List<SqlToken> _tokens = SqlLexer.Read(sql);
    private int _at;

    public SqlToken Current => _tokens[_at];

    public int Position => Current.Start;

    public SqlToken Take() => _tokens[Math.Min(_at++, _tokens.Count - 1)];

    public bool TryTake(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(string word)
    {
        if (!TryTake(word))
        {
            throw Unexpected($"'{word}'");
        }
    }

    public string Slice(int start) => sql[start..Position].Trim();

    public CosmosFailure Unexpected(string expected) => CosmosFailure.BadRequest(
        $"This gateway does not understand the query at position {Position}: expected {expected}, found '{Current.Text}'. Query: {sql}");
}
