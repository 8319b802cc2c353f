using Pipeline.Embedded;
using Pipeline.Embedded.Email;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Settings;
using Pipeline.Standalone.CommandLine;
using Pipeline.Standalone.Payments;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.World;

namespace Pipeline.Standalone.Serve;

/// <summary>Puts the whole pipeline together in one process.</summary>
internal static class StandaloneHost
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    /// <summary>A host that is ready to start.</summary>
    /// <exception cref="UserErrorException">The settings are wrong.</exception>
    public static WebApplication Build(HostSettings settings, Action<IServiceCollection>? further = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        settings.Apply(builder.Configuration);
        RefuseUnguarded(builder.Configuration);
        HostLogging.Add(builder.Logging, builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime)
            .BindOptions(builder.Configuration)
            .AddPipelineCore()
            .AddEmbeddedEngine()
            .AddPipelineHttp()
            .AddSimulatedWorld(builder.Configuration);
        further?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapPipeline();
        app.MapSimulatedWorld();
        return app;
    }

    private static void RefuseUnguarded(ConfigurationManager configuration)
    {
        try
        {
            if (AdminAccess.WhyNotStart(Urls(configuration), configuration["Admin:Key"]) is { } why)
            {
                throw new UserErrorException(why, ExitCodes.Usage);
            }
        }
        catch (FormatException error)
        {
            throw new UserErrorException($"{error.Message} --urls takes addresses such as {HostSettings.DefaultUrls}.", ExitCodes.Usage);
        }
    }

    private static string[] Urls(ConfigurationManager configuration) =>
        configuration["urls"]!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IServiceCollection BindOptions(this IServiceCollection services, ConfigurationManager configuration) => services
        .BindPipelineOptions(configuration)
        .Configure<DataOptions>(data => data.Directory = configuration.DataFolder())
        .Configure<SimulatorOptions>(configuration.GetSection("Payments:Simulator"))
        .Configure<EmlFolderOptions>(configuration.GetSection("Email"))
        .Configure<AdminOptions>(configuration.GetSection(AdminOptions.Section))
        .Configure<AdminOptions>(admin => admin.BoundBeyondLoopback = Urls(configuration).Any(ListeningAddress.IsBeyondLoopback));
}
