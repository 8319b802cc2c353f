using System.Collections.Frozen;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Events;

/// <summary>Maps each event type to the record of its data and the schema version that it is written at.</summary>
public static class EventCatalog
{
    private static readonly EventEntry[] Entries =
    [
        Entry(EventTypes.OrderPlaced, 2, EventJson.Default.OrderPlaced),
        Entry(EventTypes.OrderConfirmed, 1, EventJson.Default.OrderConfirmed),
        Entry(EventTypes.OrderCancelRequested, 1, EventJson.Default.OrderCancelRequested),
        Entry(EventTypes.OrderCancelled, 1, EventJson.Default.OrderCancelled),
        Entry(EventTypes.OrderAttentionNeeded, 1, EventJson.Default.OrderAttentionNeeded),
        Entry(EventTypes.InventoryReserved, 1, EventJson.Default.InventoryReserved),
        Entry(EventTypes.InventoryRejected, 1, EventJson.Default.InventoryRejected),
        Entry(EventTypes.InventoryReleased, 1, EventJson.Default.InventoryReleased),
        Entry(EventTypes.PaymentRequested, 1, EventJson.Default.PaymentRequested),
        Entry(EventTypes.PaymentCaptured, 1, EventJson.Default.PaymentCaptured),
        Entry(EventTypes.PaymentFailed, 1, EventJson.Default.PaymentFailed),
        Entry(EventTypes.PaymentRefunded, 1, EventJson.Default.PaymentRefunded),
        Entry(EventTypes.ShipmentScheduled, 1, EventJson.Default.ShipmentScheduled),
        Entry(EventTypes.ShipmentCancelled, 1, EventJson.Default.ShipmentCancelled),
        Entry(EventTypes.UserSignedUp, 1, EventJson.Default.UserSignedUp),
        Entry(EventTypes.SensorReading, 1, EventJson.Default.SensorReading),
        Entry(EventTypes.SensorThresholdExceeded, 1, EventJson.Default.SensorThresholdExceeded),
        Entry(EventTypes.LogLine, 1, EventJson.Default.LogLine),
        Entry(EventTypes.DeadLetterArrived, 1, EventJson.Default.DeadLetterArrived),
    ];

    private static readonly FrozenDictionary<string, EventEntry> ByType = Entries.ToFrozenDictionary(entry => entry.FullType);
    private static readonly FrozenDictionary<Type, EventEntry> ByRecord = Entries.ToFrozenDictionary(entry => entry.Json.Type);

    /// <summary>Every event type of the pipeline.</summary>
    public static IReadOnlyList<EventEntry> All => Entries;

    /// <summary>The entry of a full CloudEvents type, or null when the pipeline does not know it.</summary>
    public static EventEntry? Find(string fullType) => ByType.GetValueOrDefault(fullType);

    /// <summary>The entry of an event record.</summary>
    /// <exception cref="KeyNotFoundException">The record is missing from the catalog.</exception>
    public static EventEntry Of(IEvent data) => ByRecord[data.GetType()];

    private static EventEntry Entry(string name, int version, JsonTypeInfo json) => new(name, version, json);
}

/// <summary>One event type: its short name, the schema version it is written at, and how its data is read and written.</summary>
public sealed record EventEntry(string Name, int Version, JsonTypeInfo Json)
{
    /// <summary>The CloudEvents type.</summary>
    public string FullType { get; } = EventTypes.Full(Name);

    /// <summary>Whether it belongs to an order's stream.</summary>
    public bool IsOfOrder { get; } = Json.Type.IsAssignableTo(typeof(IOrderEvent));

    /// <summary>The CloudEvents dataschema.</summary>
    public string DataSchema { get; } = $"/api/schemas/{Name}/{Version}";
}

/// <summary>The data of an event; each record has one entry in <see cref="EventCatalog"/>.</summary>
public interface IEvent;

/// <summary>The short names of all event types; <see cref="Routes.Prefix"/> completes them to CloudEvents types.</summary>
public static class EventTypes
{
    public const string OrderPlaced = "order.placed";
    public const string OrderConfirmed = "order.confirmed";
    public const string OrderCancelRequested = "order.cancel-requested";
    public const string OrderCancelled = "order.cancelled";
    public const string OrderAttentionNeeded = "order.attention-needed";
    public const string InventoryReserved = "inventory.reserved";
    public const string InventoryRejected = "inventory.rejected";
    public const string InventoryReleased = "inventory.released";
    public const string PaymentRequested = "payment.requested";
    public const string PaymentCaptured = "payment.captured";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentRefunded = "payment.refunded";
    public const string ShipmentScheduled = "shipment.scheduled";
    public const string ShipmentCancelled = "shipment.cancelled";
    public const string UserSignedUp = "user.signed-up";
    public const string SensorReading = "sensor.reading";
    public const string SensorThresholdExceeded = "sensor.threshold-exceeded";
    public const string LogLine = "log.line";
    public const string DeadLetterArrived = "dead-letter.arrived";

    /// <summary>The full CloudEvents type of a short name.</summary>
    public static string Full(string name) => Routes.Default.Prefix + name;
}

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
