using System.Text.Json.Serialization;

namespace Pipeline.Azure.Cosmos;

/// <summary>One page of a query's answer.</summary>
internal sealed record QueryPage<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
