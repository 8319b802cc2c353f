using System.Globalization;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Events;

/// <summary>Wraps event data in its CloudEvents envelope and unwraps it.</summary>
public static class CloudEvents
{
    /// <summary>An event of an aggregate's stream; its sequence is the aggregate's version after it.</summary>
    public static CloudEvent InStream(IEvent data, string source, string subject, long sequence, string id, DateTimeOffset now, Trace trace)
    {
        var cloudEvent = Create(data, source, subject, id, now, trace);
        cloudEvent.ExtensionAttributes["sequence"] = sequence.ToString(CultureInfo.InvariantCulture);
        return cloudEvent;
    }

    /// <summary>An event outside any aggregate's stream.</summary>
    public static CloudEvent Create(IEvent data, string source, string subject, string id, DateTimeOffset now, Trace trace)
    {
        var entry = EventCatalog.Of(data);
        var json = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(data, entry.Json));
        var cloudEvent = new CloudEvent(source, entry.FullType, json, "application/json", CloudEventDataFormat.Json)
        {
            Id = id,
            Subject = subject,
            Time = now,
            DataSchema = entry.DataSchema,
        };
        SetAttribute(cloudEvent, "correlationid", trace.CorrelationId ?? id);
        SetAttribute(cloudEvent, "causationid", trace.CausationId);
        SetAttribute(cloudEvent, "traceparent", trace.TraceParent);
        return cloudEvent;
    }

    /// <summary>The event's data as its record.</summary>
    /// <exception cref="UnreadableEventException">The type is unknown or the data does not fit it; a retry cannot help.</exception>
    public static IEvent Read(CloudEvent cloudEvent)
    {
        var entry = EventCatalog.Find(cloudEvent.Type)
            ?? throw new UnreadableEventException($"Event type {cloudEvent.Type} is unknown.");
        try
        {
            return (IEvent?)JsonSerializer.Deserialize(cloudEvent.Data, entry.Json)
                ?? throw new UnreadableEventException($"Event {cloudEvent.Id} of type {cloudEvent.Type} has no data.");
        }
        catch (JsonException error)
        {
            throw new UnreadableEventException($"The data of event {cloudEvent.Id} is not a {cloudEvent.Type}: {error.Message}", error);
        }
    }

    /// <summary>The event's data as the record that the caller's route promises.</summary>
    /// <exception cref="UnreadableEventException">The event is of another type, or unreadable.</exception>
    public static T Read<T>(CloudEvent cloudEvent)
        where T : IEvent =>
        Read(cloudEvent) is T data ? data : throw new UnreadableEventException($"Event type {cloudEvent.Type} is not routed here.");

    /// <summary>The envelope as structured-mode JSON (CloudEvents JSON format 1.0).</summary>
    public static byte[] ToJson(CloudEvent cloudEvent) => JsonSerializer.SerializeToUtf8Bytes(cloudEvent);

    /// <summary>The envelope from JSON that this pipeline wrote; JSON from outside is validated first.</summary>
    /// <exception cref="UnreadableEventException">The JSON is null.</exception>
    public static CloudEvent FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<CloudEvent>(json) ?? throw new UnreadableEventException("The event is null.");

    private static void SetAttribute(CloudEvent cloudEvent, string name, string? value)
    {
        if (value is not null)
        {
            cloudEvent.ExtensionAttributes[name] = value;
        }
    }
}

/// <summary>The event cannot be read, however often it is retried; the caller dead-letters it.</summary>
public sealed class UnreadableEventException(string message, Exception? inner = null)
    : FailureException(new Permanent("unreadable-event", message), inner)
{
    /// <summary>What a stored event that cannot be read any more is called; it is for an operator to restore.</summary>
    public const string DamagedCode = "event-damaged";

    public override string Message => Failure.Detail;
}

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
