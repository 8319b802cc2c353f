using System.Diagnostics;
using Azure.Messaging;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using Pipeline.Events;

namespace Pipeline.Functions.Telemetry;

/// <summary>
/// OpenTelemetry of the worker, exported over OTLP if an endpoint is set. Without one the host reports for the worker; a worker that
/// reported for itself and exported nothing would lose its logs.
/// </summary>
internal static class TelemetryServices
{
    // The exporter's own setting, as OpenTelemetry specifies it.
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // host.json keeps these quiet in the host only: there, what the worker logs has the category of its function.
    private static readonly string[] Frameworks = ["Azure", "Microsoft", "System"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddLogging(logging => Array.ForEach(Frameworks, name => logging.AddFilter(name, LogLevel.Warning)));
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
        {
            services.AddOpenTelemetry()
                .UseFunctionsWorkerDefaults()
                .WithTracing(tracing => tracing.AddSource(Deliveries.SourceName))
                .WithMetrics(metrics => metrics.AddMeter("Pipeline"))
                .UseOtlpExporter();
        }

        return services;
    }
}

/// <summary>Activities of deliveries, in the trace that the event carries: from the HTTP call that began it to the last e-mail.</summary>
public static class Deliveries
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Pipeline";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The activity of delivering one event; null when nobody listens. It links to the invocation that it happens in.</summary>
    public static Activity? Start(string destination, CloudEvent cloudEvent)
    {
        // An invalid trace context starts a new trace, as W3C Trace Context asks.
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
