using System.Text.Json.Serialization;
using Pipeline.Operations;

namespace Pipeline.Http.Operations;

/// <summary>The answer of a health check that found nothing wrong.</summary>
public sealed record HealthBody(string Status);

/// <summary>Source-generated JSON of what the operations endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(PipelineStats))]
internal sealed partial class OperationJson : JsonSerializerContext;
