using Pipeline.Orders;

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

    private static bool IsAddress(string value) =>
        value.IndexOf('@') is > 0 and var at && at < value.Length - 1 && !value.Any(char.IsWhiteSpace);
}
