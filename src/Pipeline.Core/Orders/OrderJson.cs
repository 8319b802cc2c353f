using System.Text.Json.Serialization;

namespace Pipeline.Orders;

/// <summary>Source-generated JSON of the order's state and of its read model, as stores write them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderView))]
public sealed partial class OrderJson : JsonSerializerContext;
