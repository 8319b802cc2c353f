using System.Text.Json.Serialization;

namespace Pipeline.Sagas;

/// <summary>Source-generated JSON of sagas' states and definitions, as stores write them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SagaState))]
[JsonSerializable(typeof(SagaDefinition))]
public sealed partial class SagaJson : JsonSerializerContext;
