using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>Compares two values. With an undefined side, or an order between different types, the result is undefined.</summary>
internal sealed record Comparison(string Operator, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override JsonElement Evaluate(Row row)
    {
        var (left, right) = (Left.Evaluate(row), Right.Evaluate(row));
        if (!Values.IsDefined(left) || !Values.IsDefined(right))
        {
            return default;
        }

        return Operator switch
        {
            "=" => Values.Of(Values.AreEqual(left, right)),
            _ when Values.Rank(left) != Values.Rank(right) => default,
            "<" => Values.Of(Values.Compare(left, right) < 0),
            "<=" => Values.Of(Values.Compare(left, right) <= 0),
            ">" => Values.Of(Values.Compare(left, right) > 0),
            _ => Values.Of(Values.Compare(left, right) >= 0),
        };
    }
}
