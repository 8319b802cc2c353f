using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Parses the expressions of a query, by precedence.</summary>
internal sealed class ExpressionParser(TokenReader reader, IReadOnlyDictionary<string, JsonElement> parameters)
{
    private static readonly string[] Comparators = ["=", "!=", "<", "<=", ">", ">="];

    /// <summary>The name that FROM gives to the documents.</summary>
    public string Alias { get; set; } = "c";

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

    /// <summary>A number or parameter, and nothing after it.</summary>
    public Expression ParseConstant() => ParsePrimary();

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (reader.TryTake("AND"))
        {
            left = new And(left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot() => reader.TryTake("NOT") ? new Not(ParseNot()) : ParseComparison();

    private Expression ParseComparison()
    {
        var left = ParseSum();
        if (Array.Exists(Comparators, reader.Current.Is))
        {
            return new Comparison(reader.Take().Text, left, ParseSum());
        }

        if (reader.Current.Is("NOT") && (reader.Following.Is("IN") || reader.Following.Is("BETWEEN")))
        {
            reader.Take();
            return new Not(ParseMembership(left));
        }

        return reader.Current.Is("IN") || reader.Current.Is("BETWEEN") ? ParseMembership(left) : left;
    }

    private Expression ParseMembership(Expression left)
    {
        if (reader.Take().Is("IN"))
        {
            reader.Expect("(");
            return new In(left, ParseList(")"));
        }

        var low = ParseSum();
        reader.Expect("AND");
        return new And(new Comparison(">=", left, low), new Comparison("<=", left, ParseSum()));
    }

    private Expression ParseSum()
    {
        var left = ParseProduct();
        while (reader.Current.Is("+") || reader.Current.Is("-"))
        {
            left = new Arithmetic(reader.Take().Text, left, ParseProduct());
        }

        return left;
    }

    private Expression ParseProduct()
    {
        var left = ParsePrimary();
        while (reader.Current.Is("*") || reader.Current.Is("/") || reader.Current.Is("%"))
        {
            left = new Arithmetic(reader.Take().Text, left, ParsePrimary());
        }

        return left;
    }

    private Expression ParsePrimary()
    {
        var token = reader.Take();
        switch (token.Kind)
        {
            case SqlTokenKind.Text:
                return new Literal(Values.Of(token.Text));
            case SqlTokenKind.Number:
                return new Literal(JsonSerializer.Deserialize<JsonElement>(token.Text));
            case SqlTokenKind.Parameter:
                return new Literal(parameters.TryGetValue(token.Text, out var value)
                    ? value
                    : throw CosmosFailure.BadRequest($"The parameter {token.Text} has no value."));
            case SqlTokenKind.Name:
                return ParseName(token);
        }

        return token.Text switch
        {
            "(" => ParseParenthesis(),
            "[" => new ArrayOf(ParseList("]")),
            "{" => ParseObject(),
            "-" => new Arithmetic("-", new Literal(Values.Of(0)), ParsePrimary()),
            _ => throw CosmosFailure.BadRequest($"This gateway does not understand '{token.Text}' at position {token.Start} of the query."),
        };
    }

    private Expression ParseParenthesis()
    {
        if (reader.Current.Is("SELECT"))
        {
            throw CosmosFailure.BadRequest("Subqueries are not supported by this gateway.");
        }

        var inner = Parse();
        reader.Expect(")");
        return inner;
    }

    private Expression ParseName(SqlToken token)
    {
        if (token.Is("true") || token.Is("false"))
        {
            return new Literal(Values.Of(token.Is("true")));
        }

        if (token.Is("null"))
        {
            return new Literal(Values.Null);
        }

        if (token.Is("undefined"))
        {
            return new Literal(default);
        }

        if (reader.TryTake("("))
        {
            return ParseCall(token.Text);
        }

        if (token.Text == Alias)
        {
            return new PropertyPath(ParseNames());
        }

        throw CosmosFailure.BadRequest($"'{token.Text}' at position {token.Start} of the query is neither '{Alias}' nor something that this gateway knows.");
    }

    private Expression ParseCall(string name)
    {
        var arguments = ParseList(")");
        if (!Aggregate.Names.Contains(name.ToUpperInvariant()))
        {
            return Function.Of(name, arguments);
        }

        return arguments.Count == 1
            ? new Aggregate(name.ToUpperInvariant(), arguments[0])
            : throw CosmosFailure.BadRequest($"{name} takes one argument.");
    }

    private List<string> ParseNames()
    {
        var names = new List<string>();
        while (true)
        {
            if (reader.TryTake("."))
            {
                names.Add(reader.Take() is { Kind: SqlTokenKind.Name } name ? name.Text : throw reader.Unexpected("a property's name"));
            }
            else if (reader.TryTake("["))
            {
                names.Add(reader.Take() is { Kind: SqlTokenKind.Text or SqlTokenKind.Number } key ? key.Text : throw reader.Unexpected("a property's name"));
                reader.Expect("]");
            }
            else
            {
                return names;
            }
        }
    }

    private List<Expression> ParseList(string end)
    {
        var items = new List<Expression>();
        if (reader.TryTake(end))
        {
            return items;
        }

        do
        {
            items.Add(Parse());
        }
        while (reader.TryTake(","));
        reader.Expect(end);
        return items;
    }

    private ObjectOf ParseObject()
    {
        var properties = new List<(string, Expression)>();
        if (reader.TryTake("}"))
        {
            return new ObjectOf(properties);
        }

        do
        {
            var name = reader.Take();
            if (name.Kind is not (SqlTokenKind.Text or SqlTokenKind.Name))
            {
                throw reader.Unexpected("a property's name");
            }

            reader.Expect(":");
            properties.Add((name.Text, Parse()));
        }
        while (reader.TryTake(","));
        reader.Expect("}");
        return new ObjectOf(properties);
    }
}
