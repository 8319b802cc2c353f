using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>Adds, subtracts, multiplies or divides numbers; undefined for anything else.</summary>
internal sealed record Arithmetic(string Operator, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override JsonElement Evaluate(Row row)
    {
        var (left, right) = (Left.Evaluate(row), Right.Evaluate(row));
        if (left.ValueKind != JsonValueKind.Number || right.ValueKind != JsonValueKind.Number)
        {
            return default;
        }

        var (a, b) = (left.GetDouble(), right.GetDouble());
        return Operator switch
        {
            "+" => Values.Of(a + b),
            "-" => Values.Of(a - b),
            "*" => Values.Of(a * b),
            _ => b == 0 ? default : Values.Of(Operator == "/" ? a / b : a % b),
        };
    }
}
