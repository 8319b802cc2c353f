using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Parses the expressions of a query, by precedence.</summary>
/// <param name="reader">The source of the query's tokens.</param>
/// <param name="parameters">The values of its parameters.</param>
/// <param name="alias">The name that FROM gives to the documents.</param>
internal sealed class ExpressionParser(TokenReader reader, IReadOnlyDictionary<string, JsonElement> parameters, string alias)
{
    private static readonly string[] Comparators = ["=", "<", "<=", ">", ">="];

    public string Alias => alias;

    public Expression Parse()
    {
        var left = ParseAnd();
        while (reader.TryTake("OR"))
        {
            left = new Or(left, ParseAnd());
        }

        return left;
    }

    public PropertyPath ParsePath() => ParsePrimary() as PropertyPath ?? throw reader.Unexpected("a property");

    private Expression ParseAnd()
    {
        var left = ParseComparison();
        while (reader.TryTake("AND"))
        {
            left = new And(left, ParseComparison());
        }

        return left;
    }

    private Expression ParseComparison()
    {
        var left = ParsePrimary();
        return Array.Exists(Comparators, reader.Current.Is) ? new Comparison(reader.Take().Text, left, ParsePrimary()) : left;
    }

    private Expression ParsePrimary()
    {
        var token = reader.Take();
        return token.Kind switch
        {
            SqlTokenKind.Text => new Literal(Values.Of(token.Text)),
            SqlTokenKind.Number => new Literal(JsonSerializer.Deserialize<JsonElement>(token.Text)),
            SqlTokenKind.Parameter => new Literal(parameters.TryGetValue(token.Text, out var value)
                ? value
                : throw CosmosFailure.BadRequest($"The parameter {token.Text} has no value.")),
            SqlTokenKind.Name => ParseName(token),
            _ => token.Text switch
            {
                "(" => ParseParenthesis(),
                "[" => ParseArray(),
                "{" => ParseObject(),
                _ => throw CosmosFailure.BadRequest(
                    $"This gateway does not understand '{token.Text}' at position {token.Start} of the query."),
            },
        };
    }

    private Expression ParseParenthesis()
    {
        var inner = Parse();
        reader.Expect(")");
        return inner;
    }

    private Expression ParseName(SqlToken token)
    {
        if (token.Is("true"))
        {
            return new Literal(Values.True);
        }

        if (token.Text == Alias)
        {
            return new PropertyPath(ParseNames());
        }

        return Aggregate.Names.Contains(token.Text.ToUpperInvariant()) ? ParseAggregate(token.Text.ToUpperInvariant())
            : throw CosmosFailure.BadRequest(
                $"'{token.Text}' at position {token.Start} of the query is neither '{Alias}' nor something that this gateway knows.");
    }

    private Aggregate ParseAggregate(string name)
    {
        reader.Expect("(");
        var argument = Parse();
        reader.Expect(")");
        return new Aggregate(name, argument);
    }

    private List<string> ParseNames()
    {
        var names = new List<string>();
        while (reader.TryTake("."))
        {
            names.Add(reader.Take() is { Kind: SqlTokenKind.Name } name ? name.Text : throw reader.Unexpected("a property's name"));
        }

        return names;
    }

    // The client orders by one key, which its rewritten query hands over in an array.
    private ArrayOf ParseArray()
    {
        var items = new List<Expression>();
        do
        {
            items.Add(Parse());
        }
        while (reader.TryTake(","));
        reader.Expect("]");
        return new ArrayOf(items);
    }

    private ObjectOf ParseObject()
    {
        var properties = new List<(string, Expression)>();
        do
        {
            var name = reader.Take();
            if (name.Kind != SqlTokenKind.Text)
            {
                throw reader.Unexpected("a property's name in quotes");
            }

            reader.Expect(":");
            properties.Add((name.Text, Parse()));
        }
        while (reader.TryTake(","));
        reader.Expect("}");
        return new ObjectOf(properties);
    }
}
