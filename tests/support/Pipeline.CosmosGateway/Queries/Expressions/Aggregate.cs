using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>COUNT or SUM over all rows. Undefined values do not count; a sum of anything but numbers is undefined.</summary>
internal sealed record Aggregate(string Name, Expression Argument) : Expression
{
    public static readonly IReadOnlyList<string> Names = ["COUNT", "SUM"];

    public override IEnumerable<Expression> Parts => [Argument];

    public override JsonElement Evaluate(Row row)
    {
        var values = row.Group!.Select(document => Argument.Evaluate(new Row(document))).Where(Values.IsDefined).ToList();
        return Name == "COUNT" ? Values.Of(values.Count)
            : values.TrueForAll(value => value.ValueKind == JsonValueKind.Number) ? Sum(values)
            : default;
    }

    private static JsonElement Sum(List<JsonElement> values) => values.TrueForAll(value => value.TryGetInt64(out _))
        ? JsonSerializer.SerializeToElement(values.Sum(value => value.GetInt64()))
        : Values.Of(values.Sum(value => value.GetDouble()));
}
