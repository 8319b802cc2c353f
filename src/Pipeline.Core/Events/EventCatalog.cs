using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Events;

/// <summary>Which record carries the data of which event type, and at which schema version it is written.</summary>
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
