using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Http.DeadLetters;
using Pipeline.Http.Intake;
using Pipeline.Http.Operations;
using Pipeline.Http.Orders;
using Pipeline.Http.Sagas;
using Pipeline.Http.Webhooks;
using Pipeline.Inventory;
using Pipeline.Operations;

namespace Pipeline.Http.Answers;

/// <summary>Source-generated JSON of every answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderAccepted))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(Page<OrderSummary>))]
[JsonSerializable(typeof(Page<JsonElement>))]
[JsonSerializable(typeof(Stock))]
[JsonSerializable(typeof(SagaBody))]
[JsonSerializable(typeof(Page<SagaBody>))]
[JsonSerializable(typeof(DeadLetterBody))]
[JsonSerializable(typeof(Page<DeadLetterBody>))]
[JsonSerializable(typeof(WebhookReceipt))]
[JsonSerializable(typeof(EventReceipt))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(PipelineStats))]
internal sealed partial class AnswerJson : JsonSerializerContext;
