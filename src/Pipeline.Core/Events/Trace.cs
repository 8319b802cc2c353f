using System.Globalization;
using Azure.Messaging;

namespace Pipeline.Events;

/// <summary>What an event inherits from its cause: the whole story's correlation id, the cause's own id, W3C trace context.</summary>
public sealed record Trace(string? CorrelationId = null, string? CausationId = null, string? TraceParent = null)
{
    /// <summary>The trace of a story that starts here.</summary>
    public static Trace None { get; } = new();

    /// <summary>The trace of whatever this event causes.</summary>
    public static Trace CausedBy(CloudEvent cause) =>
        new(cause.CorrelationId() ?? cause.Id, cause.Id, cause.Attribute("traceparent"));
}

/// <summary>Reads the pipeline's extension attributes from an envelope.</summary>
public static class CloudEventAttributes
{
    /// <summary>An extension attribute, or null.</summary>
    public static string? Attribute(this CloudEvent cloudEvent, string name) =>
        cloudEvent.ExtensionAttributes.TryGetValue(name, out var value)
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;

    public static string? CorrelationId(this CloudEvent cloudEvent) => cloudEvent.Attribute("correlationid");

    public static string? CausationId(this CloudEvent cloudEvent) => cloudEvent.Attribute("causationid");

    /// <summary>The aggregate's version after this event; null for an event outside any aggregate's stream.</summary>
    public static long? Sequence(this CloudEvent cloudEvent) =>
        long.TryParse(cloudEvent.Attribute("sequence"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;

    /// <summary>Whether the event's type has this short name.</summary>
    public static bool Is(this CloudEvent cloudEvent, string name) => EventCatalog.Find(cloudEvent.Type)?.Name == name;
}
