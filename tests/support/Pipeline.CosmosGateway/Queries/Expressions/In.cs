using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>Whether a value is one of a list.</summary>
internal sealed record In(Expression Value, IReadOnlyList<Expression> Choices) : Expression
{
    public override IEnumerable<Expression> Parts => [Value, .. Choices];

    public override JsonElement Evaluate(Row row)
    {
        var value = Value.Evaluate(row);
        return Values.IsDefined(value) ? Values.Of(Choices.Any(choice => Values.AreEqual(value, choice.Evaluate(row)))) : default;
    }
}
