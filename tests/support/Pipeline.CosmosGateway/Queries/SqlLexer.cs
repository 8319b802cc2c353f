using System.Text;
using System.Text.RegularExpressions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Takes a query apart into words.</summary>
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
                throw CosmosFailure.BadRequest($"Syntax error in the query at position {at}: '{sql[at]}'.");
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
        : match.Groups["text"].Success ? new(SqlTokenKind.Text, Unescape(match.Value[1..^1]), match.Index)
        : new(SqlTokenKind.Symbol, match.Value == "<>" ? "!=" : match.Value, match.Index);

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            plain.Append(text[i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)Convert.ToInt32(text.Substring((i += 4) - 3, 4), 16),
                var other => other,
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex("""
        \G(?:(?<space>\s+)
        |(?<name>[A-Za-z_][A-Za-z0-9_]*)
        |(?<parameter>@[A-Za-z_][A-Za-z0-9_]*)
        |(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
        |(?<text>'(?:[^'\\]|\\u[0-9a-fA-F]{4}|\\[^u])*'|"(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*")
        |(?<symbol>!=|<>|<=|>=|\|\||[-+*/%=<>()\[\]{},.:]))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
