namespace Pipeline.Functions.Operations;

/// <summary>The names of what MeasureLag measures (docs/functions.md, "What is measured"); alerts rely on them.</summary>
public static class MeasureNames
{
    public const string QueueActive = "pipeline.queue.active";
    public const string QueueScheduled = "pipeline.queue.scheduled";
    public const string QueueDeadLettered = "pipeline.queue.dead_lettered";
    public const string QueueOldest = "pipeline.queue.oldest_seconds";
    public const string RelayPending = "pipeline.relay.pending";
    public const string OrdersNeedAttention = "pipeline.orders.need_attention";
    public const string DeadLettersOpen = "pipeline.dead_letters.open";
    public const string UndeliveredUnreadable = "pipeline.undelivered.unreadable_blobs";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        QueueActive, QueueScheduled, QueueDeadLettered, QueueOldest, RelayPending, OrdersNeedAttention, DeadLettersOpen, UndeliveredUnreadable,
    ];
}
