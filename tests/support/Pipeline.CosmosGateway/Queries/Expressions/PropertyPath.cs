using System.Globalization;
using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>A property of the document, or the document itself where the path is empty.</summary>
internal sealed record PropertyPath(IReadOnlyList<string> Names) : Expression
{
    public override JsonElement Evaluate(Row row)
    {
        var value = row.Document;
        foreach (var name in Names)
        {
            value = value.ValueKind switch
            {
                JsonValueKind.Object => value.TryGetProperty(name, out var property) ? property : default,
                JsonValueKind.Array => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength()
                    ? value[index]
                    : default,
                _ => default,
            };
        }

        return value;
    }
}
