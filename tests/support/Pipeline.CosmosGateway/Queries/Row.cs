using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>What an expression is evaluated on: a document or, for aggregates, all documents of the result.</summary>
internal readonly record struct Row(JsonElement Document, IReadOnlyList<JsonElement>? Group = null);
