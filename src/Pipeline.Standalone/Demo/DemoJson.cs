using System.Text.Json.Serialization;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Standalone.Demo;

/// <summary>Source-generated JSON of what the demo sends, reads and prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaceOrder))]
[JsonSerializable(typeof(PlacedAnswer))]
[JsonSerializable(typeof(PipelineStats))]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJson : JsonSerializerContext;
