using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Email;
using Pipeline.Inventory;
using Pipeline.Payments;
using Pipeline.Sensors;
using Pipeline.Webhooks;
using Pipeline.Welcome;

namespace Pipeline.Functions.Hosting;

/// <summary>Binds the options that mean the same on every engine.</summary>
internal static class OptionBinding
{
    public static IServiceCollection BindOptions(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<InventoryOptions>(configuration.GetSection("Inventory"))
        .Configure<PaymentOptions>(configuration.GetSection("Payments"))
        .Configure<SensorOptions>(configuration.GetSection("Sensors"))
        .Configure<WelcomeOptions>(configuration.GetSection("Welcome"))
        .Configure<EmailOptions>(configuration.GetSection("Email"))
        .Configure<StripeWebhookOptions>(configuration.GetSection(StripeWebhookOptions.Section));
}
