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
            value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property) ? property : default;
        }

        return value;
    }
}
