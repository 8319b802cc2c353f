using System.Text.Json.Serialization;
using Pipeline.Payments;

namespace Pipeline.Standalone.Payments;

/// <summary>Source-generated JSON of the simulated provider's HTTP surface.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(SimulatorAnswer))]
internal sealed partial class SimulatorJson : JsonSerializerContext;
