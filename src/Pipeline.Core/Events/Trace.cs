using Azure.Messaging;

namespace Pipeline.Events;

/// <summary>What an event inherits from what led to it: correlation of the whole story, its direct cause, W3C trace context.</summary>
public sealed record Trace(string? CorrelationId = null, string? CausationId = null, string? TraceParent = null)
{
    /// <summary>A story that starts here.</summary>
    public static Trace None { get; } = new();

    /// <summary>The trace of whatever this event causes.</summary>
    public static Trace CausedBy(CloudEvent cause) =>
        new(cause.CorrelationId() ?? cause.Id, cause.Id, cause.Attribute("traceparent"));
}
