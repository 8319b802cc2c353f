using Pipeline.Email;
using Pipeline.Embedded.Email;
using Pipeline.Payments;
using Pipeline.Shipping;
using Pipeline.Standalone.Payments;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.Shipping;
using Pipeline.Webhooks;

namespace Pipeline.Standalone.World;

/// <summary>Registers what stands for the world outside: payment provider, carrier and mail.</summary>
internal static class SimulatedWorld
{
    private const string EnabledKey = "Payments:Simulator:Enabled";

    /// <summary>Whether payments are simulated; they are unless that is switched off.</summary>
    public static bool IsSimulated(this IConfiguration configuration) => configuration.GetValue(EnabledKey, true);

    public static IServiceCollection AddSimulatedWorld(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<WorldDatabase>();
        services.AddSingleton<ICarrier, SimulatedCarrier>();
        services.AddSingleton<IEmailSender, EmlFolder>();
        services.PostConfigure<EmlFolderOptions>(mail => mail.Directory = configuration.MailFolder());
        return configuration.IsSimulated()
            ? services.AddSimulatedPayments(configuration.DataFolder())
            : services.AddSingleton<IPaymentProvider, PaymentsByWebhook>();
    }

    public static void MapSimulatedWorld(this WebApplication app)
    {
        if (app.Configuration.IsSimulated())
        {
            app.MapSimulatedPayments();
        }
    }

    private static IServiceCollection AddSimulatedPayments(this IServiceCollection services, string data) => services
        .AddSingleton<OwnAddress>()
        .AddSingleton<SimulatorHttp>()
        .AddSingleton<PaymentLedger>()
        .AddSingleton<SimulatedPayments>()
        .AddSingleton<WebhookClient>()
        .AddSingleton<WebhookSender>()
        .AddHostedService(provider => provider.GetRequiredService<WebhookSender>())
        .AddSingleton<IPaymentProvider, SimulatedPaymentClient>()
        .PostConfigure<StripeWebhookOptions>(stripe =>
        {
            if (stripe.SigningSecrets.Count == 0)
            {
                stripe.SigningSecrets.Add(SigningSecret.Of(data));
            }
        });
}
