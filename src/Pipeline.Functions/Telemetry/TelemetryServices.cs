using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Pipeline.Functions.Telemetry;

/// <summary>
/// OpenTelemetry of the worker, exported over OTLP where an endpoint is set. Without one the host tells of the worker: to make the worker
/// tell for itself and export nothing would lose its logs.
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
