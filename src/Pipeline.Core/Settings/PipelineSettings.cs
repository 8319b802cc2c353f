using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Email;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Webhooks;
using Pipeline.Welcome;

namespace Pipeline.Settings;

/// <summary>The settings that mean the same on every host.</summary>
public static class PipelineSettings
{
    private const string Address = "an e-mail address such as a@example.com, without a display name";

    public static IReadOnlyList<Setting> All { get; } =
    [
        Setting.Text("Data:Directory", "a folder"),
        Setting.Whole("Inventory:InitialStock", 0, OrderLimits.MaxAmount),
        Setting.Duration("Payments:Timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        Setting.Switch("Payments:Simulator:Enabled"),
        Setting.Duration("Retention:After", TimeSpan.FromDays(1), TimeSpan.FromDays(36_500)),
        Setting.Duration("Welcome:TipsAfter", TimeSpan.Zero, TimeSpan.FromDays(365)),
        .. MetricThresholds.Settings,
        Setting.SentAsHeader(Setting.Secret("Admin:Key", "a secret")),
        Setting.SentAsHeader(Setting.SecretInList("Clients:Keys:#", "a secret")),
        new(
            "AllowedHosts",
            "host names without scheme and port, as browsers write them (in ASCII, an address in its shortest form), separated by ; "
                + "(*.example.com is every name below)",
            AreHosts),
        new("Email:From", Address, EmailAddress.IsValid),
        new("Email:Operations", Address, EmailAddress.IsValid),
        Setting.Text("Email:Directory", "a folder"),
        Setting.SecretInList("Webhooks:Stripe:SigningSecrets:#", "a signing secret", "whsec_"),
    ];

    /// <summary>Binds the core's options to their sections.</summary>
    public static IServiceCollection BindPipelineOptions(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<InventoryOptions>(configuration.GetSection("Inventory"))
        .Configure<PaymentOptions>(configuration.GetSection("Payments"))
        .Configure<RetentionOptions>(configuration.GetSection("Retention"))
        .Configure<SensorOptions>(sensors => MetricThresholds.Bind(sensors, configuration))
        .Configure<WelcomeOptions>(configuration.GetSection("Welcome"))
        .Configure<EmailOptions>(configuration.GetSection("Email"))
        .Configure<StripeWebhookOptions>(configuration.GetSection(StripeWebhookOptions.Section));

    private static bool AreHosts(string value) =>
        value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } hosts
        && hosts.All(host => host == "*"
            || (host.StartsWith("*.", StringComparison.Ordinal) ? HostName.IsDomain(host[2..]) : HostName.IsValid(host)));
}
