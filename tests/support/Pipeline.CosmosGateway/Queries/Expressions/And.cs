using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>True when both are; false as soon as one is.</summary>
internal sealed record And(Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override JsonElement Evaluate(Row row) => (Left.Evaluate(row).ValueKind, Right.Evaluate(row).ValueKind) switch
    {
        (JsonValueKind.False, _) or (_, JsonValueKind.False) => Values.False,
        (JsonValueKind.True, JsonValueKind.True) => Values.True,
        _ => default,
    };
}
