using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Functions.Http;
using Pipeline.Functions.Telemetry;
using Pipeline.Http;
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
            .AddPipelineHttp()
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
}
