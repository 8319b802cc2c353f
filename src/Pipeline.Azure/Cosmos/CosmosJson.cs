using System.Text.Json.Serialization;

namespace Pipeline.Azure.Cosmos;

/// <summary>Source-generated JSON of what all containers share; each store's own context stands beside its documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CosmosContainers))]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(QueryPage<long>))]
internal sealed partial class CosmosJson : JsonSerializerContext;
