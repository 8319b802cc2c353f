using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Fulfilment;
using Pipeline.Payments;
using Pipeline.Sqlite;
using Pipeline.Webhooks;

namespace Pipeline.Simulation;

/// <summary>
/// Registers stand-ins for the world outside: a carrier and a payment provider. The host says whether payments are simulated; if not, no
/// provider is called, and only webhooks report payments.
/// </summary>
public static class SimulationServices
{
    private const string OwnHost = "WEBSITE_HOSTNAME";

    /// <summary>
    /// For one process with a data folder, where provider and carrier keep a file of their own. The host adds its
    /// <see cref="IMerchantAddress"/> and a secret to sign with.
    /// </summary>
    public static IServiceCollection AddWorldWithMemory(
        this IServiceCollection services, IConfiguration configuration, bool simulatePayments, string folder)
    {
        services
            .AddSingleton(provider => new WorldDatabase(folder, provider.GetRequiredService<FolderLock>()))
            .AddSingleton<ICarrier>(provider => new SimulatedCarrier(provider.GetRequiredService<WorldDatabase>()));
        if (!simulatePayments)
        {
            return services.AddSingleton<IPaymentProvider, PaymentsByWebhook>();
        }

        services.AddOptions<SimulatorOptions>().Bind(configuration.GetSection(SimulatorOptions.Section));
        return services
            .AddSender(ToThisMachine)
            .AddSingleton<PaymentLedger>()
            .AddSingleton<WebhookQueue>()
            .AddHostedService(provider => provider.GetRequiredService<WebhookQueue>())
            .AddSingleton<IPaymentProvider, SimulatedPayments>();
    }

    /// <summary>For a serverless host: nothing is remembered from one call to the next, because each may reach another instance.</summary>
    public static IServiceCollection AddWorldWithoutMemory(
        this IServiceCollection services, IConfiguration configuration, bool simulatePayments)
    {
        services.AddSingleton<ICarrier>(new SimulatedCarrier(world: null));
        if (!simulatePayments)
        {
            return services.AddSingleton<IPaymentProvider, PaymentsByWebhook>();
        }

        services.AddOptions<SimulatorOptions>()
            .Bind(configuration.GetSection(SimulatorOptions.Section))
            .Configure(options => options.WebhookUrl ??= OwnUrl(configuration[OwnHost]))
            .Validate<IOptions<StripeWebhookOptions>>(
                (_, stripe) => stripe.Value.SigningSecrets.Any(secret => secret.Length > 0),
                "Webhooks:Stripe:SigningSecrets:0 must be set when Payments:Simulator:Enabled is true: its webhooks are signed with it.")
            .Validate(
                options => options.WebhookUrl is { IsAbsoluteUri: true },
                "Payments:Simulator:WebhookUrl must be an absolute URL when Payments:Simulator:Enabled is true.")
            .ValidateOnStart();
        return services.AddSender(ToAnywhere).AddSingleton<IPaymentProvider, ImmediatePayments>();
    }

    /// <summary>How many payments the provider with memory has yet to report to the merchant.</summary>
    public static int PendingWebhooks(this IServiceProvider services) => services.GetRequiredService<WebhookQueue>().Pending;

    // HttpMessageInvoker does without HttpClient's buffering and default headers, which nothing here needs.
    private static IServiceCollection AddSender(this IServiceCollection services, Func<HttpMessageHandler> handler) => services
        .AddSingleton(provider => new WebhookSender(
            new HttpMessageInvoker(handler()),
            provider.GetRequiredService<IOptions<StripeWebhookOptions>>(),
            provider.GetRequiredService<TimeProvider>()));

    private static SocketsHttpHandler ToThisMachine() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    private static SocketsHttpHandler ToAnywhere() => new() { UseCookies = false, AllowAutoRedirect = false };

    // App Service gives its host name; the local tools give theirs with a port, and serve plain HTTP.
    private static Uri? OwnUrl(string? host) =>
        string.IsNullOrEmpty(host) ? null : new Uri($"{(IsLocal(host) ? "http" : "https")}://{host}{WebhookSender.Path}");

    private static bool IsLocal(string host) => Uri.TryCreate("http://" + host, UriKind.Absolute, out var url) && url.IsLoopback;
}
