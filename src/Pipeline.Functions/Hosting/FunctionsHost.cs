using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Functions.Http;
using Pipeline.Functions.Telemetry;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Settings;
using Pipeline.Simulation;

namespace Pipeline.Functions.Hosting;

/// <summary>Puts the Functions app together.</summary>
public static class FunctionsHost
{
    /// <summary>Adds everything that the functions need, on the engine that the settings name.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; each is named.</exception>
    public static void AddPipeline(this IHostApplicationBuilder builder)
    {
        FunctionsSettings.Check(builder.Configuration);
        builder.Services
            .BindPipelineOptions(builder.Configuration)
            .AddPipelineCore()
            .AddPipelineHttp(Access(builder.Configuration))
            .AddSingleton<HttpCalls>()
            .AddWorldWithoutMemory(builder.Configuration, FunctionsSettings.SimulatesPayments(builder.Configuration))
            .AddTelemetry(builder.Configuration);
        if (builder.Configuration.GetValue(FunctionsSettings.EngineKey, Engine.Azure) == Engine.Azure)
        {
            builder.Services.AddAzure(builder.Configuration);
        }
        else
        {
            builder.Services.AddEmbedded(builder.Configuration);
        }
    }

    private static AccessOptions Access(IConfiguration configuration)
    {
        var access = AccessOptions.Read(configuration, RunsOnAzure(configuration) ? Exposure.Platform : Exposure.ThisMachine);
        return access.Exposure != Exposure.Platform && access.WhyNotStart([]) is { } why
            ? throw new OptionsValidationException(Options.DefaultName, typeof(AccessOptions), [why])
            : access;
    }

    // Every plan gives the app its public name, most an instance id; func on a developer's machine gives localhost, other hosts nothing.
    private static bool RunsOnAzure(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["WEBSITE_INSTANCE_ID"])
        || (configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } name && !ListeningAddress.IsLoopbackName(name));
}
