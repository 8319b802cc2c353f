using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>The opposite of a boolean; undefined for anything else.</summary>
internal sealed record Not(Expression Operand) : Expression
{
    public override IEnumerable<Expression> Parts => [Operand];

    public override JsonElement Evaluate(Row row) => Operand.Evaluate(row).ValueKind switch
    {
        JsonValueKind.True => Values.False,
        JsonValueKind.False => Values.True,
        _ => default,
    };
}
