using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>A partial update: operations in order, and a condition that must hold first.</summary>
internal sealed record DocumentPatch(JsonArray Operations, string? Condition)
{
    private const int MostOperations = 10;

    public static DocumentPatch Parse(ReadOnlyMemory<byte> utf8)
    {
        var json = JsonNode.Parse(utf8.Span) as JsonObject;
        return json?["operations"] is JsonArray { Count: > 0 and <= MostOperations } operations
            ? new DocumentPatch(operations, (string?)json["condition"])
            : throw CosmosFailure.BadRequest($"A patch has 1 to {MostOperations} operations.");
    }

    public DocumentBody Apply(Document former)
    {
        if (Condition is not null && !SqlParser.ParseCondition(Condition).Matches(former.Body))
        {
            throw CosmosFailure.PreconditionFailed();
        }

        var json = JsonNode.Parse(former.Body.GetRawText())!.AsObject();
        foreach (var operation in Operations)
        {
            PatchOperation.Apply(json, operation!.AsObject());
        }

        return DocumentBody.Parse(JsonSerializer.SerializeToUtf8Bytes(json));
    }
}
