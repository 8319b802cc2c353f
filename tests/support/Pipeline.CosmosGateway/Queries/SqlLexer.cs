using System.Text.RegularExpressions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Splits a query into tokens.</summary>
internal static partial class SqlLexer
{
    public static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < sql.Length;)
        {
            var match = Word().Match(sql, at);
            if (!match.Success)
            {
                throw CosmosFailure.BadRequest($"This gateway does not understand '{sql[at]}' at position {at} of the query.");
            }

            if (!match.Groups["space"].Success)
            {
                tokens.Add(Token(match));
            }

            at += match.Length;
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, "", sql.Length));
        return tokens;
    }

    private static SqlToken Token(Match match) =>
        match.Groups["name"].Success ? new(SqlTokenKind.Name, match.Value, match.Index)
        : match.Groups["parameter"].Success ? new(SqlTokenKind.Parameter, match.Value, match.Index)
        : match.Groups["number"].Success ? new(SqlTokenKind.Number, match.Value, match.Index)
        : match.Groups["text"].Success ? new(SqlTokenKind.Text, match.Value[1..^1], match.Index)
        : new(SqlTokenKind.Symbol, match.Value, match.Index);

    // No backslashes in strings: no query that is sent needs an escape.
    [GeneratedRegex("""
        \G(?:(?<space>\s+)
        |(?<name>[A-Za-z_][A-Za-z0-9_]*)
        |(?<parameter>@[A-Za-z_][A-Za-z0-9_]*)
        |(?<number>\d+(?:\.\d+)?)
        |(?<text>'[^'\\]*'|"[^"\\]*")
        |(?<symbol><=|>=|[*=<>()\[\]{},.:]))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
