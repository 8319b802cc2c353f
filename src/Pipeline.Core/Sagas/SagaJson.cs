using System.Text.Json.Serialization;

namespace Pipeline.Sagas;

/// <summary>Source-generated JSON of the saga's state, as stores write it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SagaState))]
public sealed partial class SagaJson : JsonSerializerContext;
