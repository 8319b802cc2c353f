using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Email;
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
    public static IReadOnlyList<Setting> All { get; } =
    [
        Setting.Text("Data:Directory", "a folder"),
        Setting.Whole("Inventory:InitialStock", 0, OrderLimits.MaxAmount),
        Setting.Duration("Payments:Timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        Setting.Switch("Payments:Simulator:Enabled"),
        Setting.Duration("Welcome:TipsAfter", TimeSpan.Zero, TimeSpan.FromDays(365)),
        Setting.Number("Sensors:Thresholds:*"),
        Setting.Text("Admin:Key", "a secret"),
        new("Email:From", "an e-mail address", IsAddress),
        new("Email:Operations", "an e-mail address", IsAddress),
        Setting.Text("Email:Directory", "a folder"),
        Setting.Text("Webhooks:Stripe:SigningSecrets:*", "a signing secret, such as whsec_..."),
    ];

    /// <summary>Binds the core's options to their sections.</summary>
    public static IServiceCollection BindPipelineOptions(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<InventoryOptions>(configuration.GetSection("Inventory"))
        .Configure<PaymentOptions>(configuration.GetSection("Payments"))
        .Configure<SensorOptions>(configuration.GetSection("Sensors"))
        .Configure<WelcomeOptions>(configuration.GetSection("Welcome"))
        .Configure<EmailOptions>(configuration.GetSection("Email"))
        .Configure<StripeWebhookOptions>(configuration.GetSection(StripeWebhookOptions.Section));

    private static bool IsAddress(string value) =>
        value.IndexOf('@') is > 0 and var at && at < value.Length - 1 && !value.Any(char.IsWhiteSpace);
}
