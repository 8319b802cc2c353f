using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Reads a CloudEvent in structured JSON mode from outside: validates all of it, then builds the pipeline's envelope.</summary>
public static class StructuredEvent
{
    private const string InvalidCode = "invalid-event";

    /// <summary>The event, complete with subject, time, schema and correlation; or why it is not accepted.</summary>
    public static Result<CloudEvent> Read(ReadOnlyMemory<byte> json, string? traceParent, DateTimeOffset now)
    {
        if (!StrictJson.Parse(json).TryGet(out var document, out var failure))
        {
            return failure;
        }

        using (document)
        {
            return Read(document.RootElement, traceParent, now);
        }
    }

    private static Result<CloudEvent> Read(JsonElement root, string? traceParent, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        _ = new JsonFields(root, errors);
        if (errors.Any)
        {
            return errors.ToFailure(InvalidCode);
        }

        var attributes = EventAttributes.Read(root, errors);
        if (!errors.Any && !OutsideEvents.Takes(attributes.Type!))
        {
            var meant = OutsideEvents.LikelyMeant(attributes.Type!) is { } type ? $"did you mean {type}? " : "";
            errors.Add("type", $"{meant}It is not taken from outside; these are: {string.Join(", ", OutsideEvents.Types)}");
            return errors.ToFailure("event-type-not-taken");
        }

        var data = EventData.Read(root, errors);
        return data is null || errors.Any ? errors.ToFailure(InvalidCode) : Make(attributes, data, traceParent, now);
    }

    private static Result<CloudEvent> Make(EventAttributes attributes, byte[] data, string? traceParent, DateTimeOffset now)
    {
        if (!StrictJson.Parse(data).TryGet(out var document, out var failure))
        {
            return failure;
        }

        using (document)
        {
            var errors = new FieldErrors();
            var subject = OutsideEvents.Check(attributes.Type!, new JsonFields(document.RootElement, errors, "data"));
            return errors.Any ? errors.ToFailure(InvalidCode) : Envelope(attributes, data, subject, traceParent, now);
        }
    }

    private static CloudEvent Envelope(EventAttributes attributes, byte[] data, string subject, string? traceParent, DateTimeOffset now)
    {
        var json = new BinaryData(data);
        var cloudEvent = new CloudEvent(attributes.Source!, attributes.Type!, json, "application/json", CloudEventDataFormat.Json)
        {
            Id = attributes.Id!,
            Subject = attributes.Subject ?? subject,
            Time = attributes.Time ?? now,
            DataSchema = attributes.DataSchema ?? EventCatalog.Find(attributes.Type!)!.DataSchema,
        };
        foreach (var (name, value) in attributes.Extensions)
        {
            cloudEvent.ExtensionAttributes[name] = value;
        }

        cloudEvent.ExtensionAttributes.TryAdd("correlationid", cloudEvent.Id);
        if (traceParent is not null)
        {
            cloudEvent.ExtensionAttributes.TryAdd("traceparent", traceParent);
        }

        return cloudEvent;
    }
}
