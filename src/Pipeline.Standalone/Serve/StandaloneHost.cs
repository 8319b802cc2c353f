using Pipeline.Email;
using Pipeline.Embedded;
using Pipeline.Embedded.Email;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Settings;
using Pipeline.Simulation;
using Pipeline.Standalone.Settings;
using Pipeline.Webhooks;

namespace Pipeline.Standalone.Serve;

/// <summary>Composes the whole pipeline in one process.</summary>
internal static class StandaloneHost
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    /// <summary>Builds a host that is ready to start.</summary>
    /// <exception cref="UserErrorException">The settings are wrong.</exception>
    public static WebApplication Build(HostSettings settings, Action<IServiceCollection>? further = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        settings.Apply(builder.Configuration);
        var access = Guarded(builder.Configuration);
        RefuseUnpaid(builder.Configuration);
        AddressProbe.Check(builder.Configuration);
        RefuseUnreachable(builder.Configuration);
        builder.Configuration.CheckMailFolder();
        HostLogging.Add(builder.Logging, builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime)
            .BindOptions(builder.Configuration)
            .AddPipelineCore()
            .AddEmbeddedEngine()
            .AddPipelineHttp(access)
            .AddHostedService<ListeningGuard>()
            .AddWorld(builder.Configuration);
        further?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapPipeline();
        return app;
    }

    /// <summary>Whether payments are simulated; true unless switched off.</summary>
    public static bool SimulatesPayments(IConfiguration configuration) => configuration.GetValue(SimulatorOptions.EnabledKey, true);

    private static AccessOptions Guarded(ConfigurationManager configuration)
    {
        var addresses = ConfiguredAddresses.Of(configuration);
        var isBeyond = addresses.Any(ListeningAddress.IsBeyondLoopback);
        var access = AccessOptions.Read(configuration, isBeyond ? Exposure.Network : Exposure.ThisMachine);
        return access.WhyNotStart(addresses) is { } why ? throw new UserErrorException(why, ExitCodes.Usage) : access;
    }

    private static void RefuseUnpaid(ConfigurationManager configuration)
    {
        if (PaymentSettings.WhyNotPaid(configuration, SimulatesPayments(configuration)) is { } why)
        {
            throw new UserErrorException(why, ExitCodes.Usage);
        }
    }

    private static void RefuseUnreachable(ConfigurationManager configuration)
    {
        if (SimulatesPayments(configuration))
        {
            _ = OwnAddress.Of(ConfiguredAddresses.InUse(configuration));
        }
    }

    private static IServiceCollection AddWorld(this IServiceCollection services, ConfigurationManager configuration)
    {
        var (data, simulatePayments) = (configuration.DataFolder(), SimulatesPayments(configuration));
        SigningSecret.Tighten(data);
        services
            .AddSingleton<IEmailSender, EmlFolder>()
            .PostConfigure<EmlFolderOptions>(mail => mail.Directory = configuration.MailFolder())
            .AddSingleton<IMerchantAddress, OwnAddress>()
            .AddWorldWithMemory(configuration, simulatePayments, data);
        return simulatePayments
            ? services.AddOptions<StripeWebhookOptions>()
                .PostConfigure(stripe => SignWithOwnSecret(stripe, data))
                .ValidateOnStart()
                .Services
            : services;
    }

    private static void SignWithOwnSecret(StripeWebhookOptions stripe, string data)
    {
        if (stripe.SigningSecrets.Count == 0)
        {
            stripe.SigningSecrets.Add(SigningSecret.Of(data));
        }
    }

    private static IServiceCollection BindOptions(this IServiceCollection services, ConfigurationManager configuration) => services
        .BindPipelineOptions(configuration)
        .Configure<DataOptions>(data => data.Directory = configuration.DataFolder())
        .Configure<EmlFolderOptions>(configuration.GetSection("Email"));
}
