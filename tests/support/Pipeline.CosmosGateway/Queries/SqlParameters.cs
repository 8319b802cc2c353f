using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>The body of a query request: its text, its parameters' values, and where an ordered one goes on.</summary>
internal sealed record SqlParameters(string Text, IReadOnlyDictionary<string, JsonElement> Values, ResumePoint? Resume = null)
{
    public static SqlParameters Parse(ReadOnlyMemory<byte> body)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(body.Span);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("query", out var text))
        {
            throw CosmosFailure.BadRequest("A query request needs a query.");
        }

        var values = json.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Array
            ? parameters.EnumerateArray().ToDictionary(
                parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("value"))
            : [];
        return new SqlParameters(text.GetString()!, values, ResumePoint.Parse(json));
    }
}
