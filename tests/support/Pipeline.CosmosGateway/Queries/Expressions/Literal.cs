using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>A constant, or a parameter's value.</summary>
internal sealed record Literal(JsonElement Value) : Expression
{
    public override JsonElement Evaluate(Row row) => Value;
}
