using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
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
