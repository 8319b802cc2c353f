using System.Text.Json;

namespace Pipeline.SimulatedDays.World;

/// <summary>The pipeline as its clients see it: HTTP that may not answer.</summary>
internal interface IPipeline
{
    /// <summary>Calls an operation of the HTTP surface. No process, or one that ended before it answered, is status 0.</summary>
    Task<CallAnswer> CallAsync(Call call);
}

/// <summary>A request.</summary>
/// <param name="Operation">The operation's name in the HTTP surface.</param>
/// <param name="Id">What stands for the parameter of its route; null when it has none.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record Call(string Operation, string? Id, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    public string ContentType { get; init; } = "application/json";

    public string Query { get; init; } = "";
}

/// <summary>What came back.</summary>
internal readonly record struct CallAnswer(int Status, JsonElement? Json)
{
    public static CallAnswer None => new(0, null);

    /// <summary>Whether trying again is safe and may help.</summary>
    public bool IsPassing => Status is 0 or 409 or 429 or >= 500;

    public string? Text(string field) =>
        Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(field, out var value) ? value.GetString() : null;
}
