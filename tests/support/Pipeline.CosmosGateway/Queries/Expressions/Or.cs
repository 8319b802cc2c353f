using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>True as soon as one is; false when both are.</summary>
internal sealed record Or(Expression Left, Expression Right) : Expression
{
    public override IEnumerable<Expression> Parts => [Left, Right];

    public override JsonElement Evaluate(Row row) => (Left.Evaluate(row).ValueKind, Right.Evaluate(row).ValueKind) switch
    {
        (JsonValueKind.True, _) or (_, JsonValueKind.True) => Values.True,
        (JsonValueKind.False, JsonValueKind.False) => Values.False,
        _ => default,
    };
}
