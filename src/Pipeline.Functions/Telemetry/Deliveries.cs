using System.Diagnostics;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Functions.Telemetry;

/// <summary>Activities of deliveries, in the trace that the event carries: from the HTTP call that began the story to its last e-mail.</summary>
public static class Deliveries
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Pipeline";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The activity of delivering one event; null when nobody listens. It links to the invocation that it happens in.</summary>
    public static Activity? Start(string destination, CloudEvent cloudEvent)
    {
        // What is no trace context starts a new trace, as W3C asks.
        _ = ActivityContext.TryParse(cloudEvent.Attribute("traceparent"), null, isRemote: true, out var parent);
        var invocation = Activity.Current;
        return Source.StartActivity(
            ActivityKind.Consumer,
            parent,
            [
                new("messaging.system", "servicebus"),
                new("messaging.destination.name", destination),
                new("cloudevents.event_id", cloudEvent.Id),
                new("cloudevents.event_type", cloudEvent.Type),
                new("cloudevents.event_subject", cloudEvent.Subject),
            ],
            invocation is null ? null : [new ActivityLink(invocation.Context)],
            name: $"{destination} process");
    }
}
