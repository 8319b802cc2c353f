using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>A document as a client sent it, checked as the service checks it.</summary>
internal sealed record DocumentBody(JsonObject Json, string Id, int? Ttl, int Size)
{
    private const int MostBytes = 2 * 1024 * 1024;
    private static readonly char[] ForbiddenInIds = ['/', '\\', '?', '#'];

    public static DocumentBody Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            throw CosmosFailure.TooLarge();
        }

        try
        {
            return JsonNode.Parse(utf8.Span) is JsonObject json
                ? new DocumentBody(json, CheckedId(json), CheckedTtl(json), utf8.Length)
                : throw CosmosFailure.BadRequest("A document is a JSON object.");
        }
        catch (JsonException error)
        {
            throw CosmosFailure.BadRequest($"The body is no JSON: {error.Message}");
        }
    }

    private static string CheckedId(JsonObject json) => json["id"] is JsonValue value && value.TryGetValue(out string? id)
        ? id is { Length: > 0 and <= 1023 } && id.IndexOfAny(ForbiddenInIds) < 0
            ? id
            : throw CosmosFailure.BadRequest($"The id '{id}' is empty, too long or has one of the characters / \\ ? #.")
        : throw CosmosFailure.BadRequest("One of the specified inputs is invalid: a document needs 'id', a string.");

    private static int? CheckedTtl(JsonObject json) => json["ttl"] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int ttl) && ttl is -1 or > 0 => ttl,
        _ => throw CosmosFailure.BadRequest("The input ttl is invalid: it is -1 or a positive integer."),
    };
}
