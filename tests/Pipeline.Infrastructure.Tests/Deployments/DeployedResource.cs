using System.Text.Json;

namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>One resource that a deployment would create.</summary>
public sealed record DeployedResource(JsonElement Json)
{
    public string Id => Text(Json, "id");

    public string Type => Text(Json, "type");

    public string ApiVersion => Text(Json, "apiVersion");

    /// <summary>The last part of the name.</summary>
    public string Name => Text(Json, "name").Split('/')[^1];

    public JsonElement Properties => Json.TryGetProperty("properties", out var properties) ? properties : default;

    /// <summary>The id of the resource that this one is attached to, as role assignments and diagnostic settings are.</summary>
    public string Scope => Id[..Id.LastIndexOf("/providers/", StringComparison.Ordinal)];

    /// <summary>The value at a path of property names; undefined when it is not there.</summary>
    public JsonElement At(params string[] path) => path.Aggregate(Properties, Step);

    /// <summary>The text at a path of property names, or null.</summary>
    public string? TextAt(params string[] path) => At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Whether the value at a path of property names is true.</summary>
    public bool IsTrueAt(params string[] path) => At(path).ValueKind == JsonValueKind.True;

    private static JsonElement Step(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
