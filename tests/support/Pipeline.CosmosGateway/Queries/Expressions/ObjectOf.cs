using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>Makes an object; properties with an undefined value are left out.</summary>
internal sealed record ObjectOf(IReadOnlyList<(string Name, Expression Value)> Properties) : Expression
{
    public override IEnumerable<Expression> Parts => Properties.Select(property => property.Value);

    public override JsonElement Evaluate(Row row) => JsonSerializer.SerializeToElement(Properties
        .Select(property => (property.Name, Value: property.Value.Evaluate(row)))
        .Where(property => Values.IsDefined(property.Value))
        .ToDictionary(property => property.Name, property => property.Value));
}
