using System.Text.Json.Serialization;
using Pipeline.DeadLetters;
using Pipeline.Inventory;
using Pipeline.Logs;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sensors;
using Pipeline.Shipping;
using Pipeline.Users;

namespace Pipeline.Events;

/// <summary>Source-generated JSON of every event's data.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RoutesFile))]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(OrderConfirmed))]
[JsonSerializable(typeof(OrderCancelRequested))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(OrderAttentionNeeded))]
[JsonSerializable(typeof(InventoryReserved))]
[JsonSerializable(typeof(InventoryRejected))]
[JsonSerializable(typeof(InventoryReleased))]
[JsonSerializable(typeof(PaymentRequested))]
[JsonSerializable(typeof(PaymentCaptured))]
[JsonSerializable(typeof(PaymentFailed))]
[JsonSerializable(typeof(PaymentRefunded))]
[JsonSerializable(typeof(ShipmentScheduled))]
[JsonSerializable(typeof(ShipmentCancelled))]
[JsonSerializable(typeof(UserSignedUp))]
[JsonSerializable(typeof(SensorReading))]
[JsonSerializable(typeof(SensorThresholdExceeded))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(DeadLetterArrived))]
internal sealed partial class EventJson : JsonSerializerContext;
