using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>Makes an array; undefined items are left out.</summary>
internal sealed record ArrayOf(IReadOnlyList<Expression> Items) : Expression
{
    public override IEnumerable<Expression> Parts => Items;

    public override JsonElement Evaluate(Row row) =>
        JsonSerializer.SerializeToElement(Items.Select(item => item.Evaluate(row)).Where(Values.IsDefined));
}
