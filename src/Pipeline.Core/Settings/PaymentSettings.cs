using Microsoft.Extensions.Configuration;

namespace Pipeline.Settings;

/// <summary>Whether payments can arrive at all.</summary>
public static class PaymentSettings
{
    // The signing secrets of each provider of webhooks; one that has any is enough.
    private static readonly IReadOnlyList<string> Secrets =
    [
        .. PipelineSettings.All
            .Where(setting => setting.IsSecret && setting.Name.StartsWith("Webhooks:", StringComparison.Ordinal))
            .Select(setting => setting.Name.Replace(":#", "", StringComparison.Ordinal)),
    ];

    /// <summary>Why no order could ever be paid, or null.</summary>
    /// <param name="configuration">The settings, each right by itself.</param>
    /// <param name="areSimulated">Whether this host simulates payments.</param>
    public static string? WhyNotPaid(IConfiguration configuration, bool areSimulated)
    {
        if (areSimulated || Secrets.Any(secrets => configuration.GetSection(secrets).GetChildren().Any()))
        {
            return null;
        }

        return $"{string.Join(" or ", Secrets.Select(secrets => $"{secrets}:0"))} is not set, and Payments:Simulator:Enabled is false: "
            + "webhooks are the only way in which an order could be paid, and none could be verified. Set it to the endpoint's signing "
            + "secret, or simulate payments.";
    }
}
