using System.Text.Json.Serialization;

namespace Pipeline.Azure.Cosmos;

/// <summary>Source-generated JSON of what every container shares; each store has its documents' own beside them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CosmosContainers))]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(QueryPage<long>))]
internal sealed partial class CosmosJson : JsonSerializerContext;
