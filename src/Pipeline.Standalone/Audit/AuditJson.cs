using System.Text.Json.Serialization;
using Pipeline.Audit;

namespace Pipeline.Standalone.Audit;

/// <summary>Source-generated JSON of <c>audit --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AuditReport))]
internal sealed partial class AuditJson : JsonSerializerContext;
