using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Azure.Payments;

/// <summary>Registers who is asked for money: nobody but the customers' own doing, unless the simulator is enabled.</summary>
public static class PaymentServices
{
    private const string OwnHost = "WEBSITE_HOSTNAME";
    private const string Path = "/api/webhooks/payments/stripe";

    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PaymentSimulatorOptions.Section);
        services.AddOptions<PaymentSimulatorOptions>()
            .Bind(section)
            .Configure(options => options.WebhookUrl ??= OwnUrl(configuration[OwnHost]))
            .Validate<IOptions<StripeWebhookOptions>>(
                (options, stripe) => !options.Enabled || stripe.Value.SigningSecrets.Any(secret => secret.Length > 0),
                "Webhooks:Stripe:SigningSecrets:0 must be set when Payments:Simulator:Enabled is true: its webhooks are signed with it.")
            .Validate(
                options => !options.Enabled || options.WebhookUrl is { IsAbsoluteUri: true },
                "Payments:Simulator:WebhookUrl must be an absolute URL when Payments:Simulator:Enabled is true.")
            .ValidateOnStart();
        return section.GetValue<bool>(nameof(PaymentSimulatorOptions.Enabled))
            ? services
                .AddSingleton(provider => new WebhookPost(
                    new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }),
                    provider.GetRequiredService<IOptions<PaymentSimulatorOptions>>(),
                    provider.GetRequiredService<IOptions<StripeWebhookOptions>>(),
                    provider.GetRequiredService<TimeProvider>()))
                .AddSingleton<IPaymentProvider, SimulatedPayments>()
            : services.AddSingleton<IPaymentProvider, PaymentsByWebhook>();
    }

    // App Service says its host name; the local tools say theirs with a port, and serve plain HTTP.
    private static Uri? OwnUrl(string? host) =>
        string.IsNullOrEmpty(host) ? null : new Uri($"{(IsLocal(host) ? "http" : "https")}://{host}{Path}");

    private static bool IsLocal(string host) => Uri.TryCreate("http://" + host, UriKind.Absolute, out var url) && url.IsLoopback;
}
