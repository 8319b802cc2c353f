using Microsoft.Extensions.Configuration;
using Pipeline.Webhooks;

namespace Pipeline.Settings;

/// <summary>Whether payments can arrive at all.</summary>
public static class PaymentSettings
{
    /// <summary>Why no order could ever be paid, or null.</summary>
    /// <param name="configuration">The settings, each right by itself.</param>
    /// <param name="areSimulated">Whether this host simulates payments.</param>
    public static string? WhyNotPaid(IConfiguration configuration, bool areSimulated)
    {
        const string secrets = StripeWebhookOptions.Section + ":SigningSecrets";
        return areSimulated || configuration.GetSection(secrets).GetChildren().Any()
            ? null
            : $"{secrets}:0 is not set, and Payments:Simulator:Enabled is false: webhooks are the only way in which an order "
                + "could be paid, and none could be verified. Set it to the endpoint's signing secret, or simulate payments.";
    }
}
