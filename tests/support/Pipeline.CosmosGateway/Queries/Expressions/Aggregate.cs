using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>COUNT, SUM, MIN, MAX or AVG over all rows. Undefined values do not count.</summary>
internal sealed record Aggregate(string Name, Expression Argument) : Expression
{
    public static readonly IReadOnlyList<string> Names = ["COUNT", "SUM", "MIN", "MAX", "AVG"];

    public override IEnumerable<Expression> Parts => [Argument];

    public override JsonElement Evaluate(Row row)
    {
        var values = row.Group!.Select(document => Argument.Evaluate(new Row(document))).Where(Values.IsDefined).ToList();
        return Name switch
        {
            "COUNT" => Values.Of(values.Count),
            "SUM" => AreNumbers(values) ? Sum(values) : default,
            "AVG" => values.Count > 0 && AreNumbers(values) ? Values.Of(values.Average(value => value.GetDouble())) : default,
            "MIN" => values.Count > 0 ? values.Aggregate((a, b) => Values.Compare(a, b) <= 0 ? a : b) : default,
            _ => values.Count > 0 ? values.Aggregate((a, b) => Values.Compare(a, b) >= 0 ? a : b) : default,
        };
    }

    private static bool AreNumbers(List<JsonElement> values) => values.TrueForAll(value => value.ValueKind == JsonValueKind.Number);

    private static JsonElement Sum(List<JsonElement> values) => values.TrueForAll(value => value.TryGetInt64(out _))
        ? JsonSerializer.SerializeToElement(values.Sum(value => value.GetInt64()))
        : Values.Of(values.Sum(value => value.GetDouble()));
}
