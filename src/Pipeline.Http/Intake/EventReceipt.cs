using System.Text.Json.Serialization;

namespace Pipeline.Http.Intake;

/// <summary>The answer to an event from outside: accepted, or duplicate when it was accepted before.</summary>
public sealed record EventReceipt(string Id, string Status);

/// <summary>Source-generated JSON of the answer to an event.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventReceipt))]
internal sealed partial class EventReceiptJson : JsonSerializerContext;
