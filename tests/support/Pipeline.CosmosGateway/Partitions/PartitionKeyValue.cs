using System.Globalization;
using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Partitions;

/// <summary>A partition key's value, one component per path, in one spelling: equal keys are equal records.</summary>
internal sealed record PartitionKeyValue(string Json)
{
    public static PartitionKeyValue Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new PartitionKeyValue(Spell(document.RootElement.EnumerateArray()));
    }

    /// <summary>The key that a document has by the container's paths.</summary>
    public static PartitionKeyValue Of(JsonElement document, IReadOnlyList<IReadOnlyList<string>> paths) =>
        new(Spell(paths.Select(path => At(document, path))));

    public static JsonElement At(JsonElement element, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>Where the key stands among the physical partitions.</summary>
    public string Hash
    {
        get
        {
            using var document = JsonDocument.Parse(Json);
            return KeyHash.Of(document.RootElement.EnumerateArray());
        }
    }

    public override string ToString() => Json;

    private static string Spell(IEnumerable<JsonElement> components) => $"[{string.Join(',', components.Select(Spell))}]";

    private static string Spell(JsonElement component) => component.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.Serialize(component.GetString()),
        JsonValueKind.Number => component.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        // What the client sends for "the document has no such property".
        JsonValueKind.Undefined => "{}",
        JsonValueKind.Object when !component.EnumerateObject().Any() => "{}",
        _ => throw CosmosFailure.BadRequest("A partition key's component is a string, a number, a boolean or null."),
    };
}
