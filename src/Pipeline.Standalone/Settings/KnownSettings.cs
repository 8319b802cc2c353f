using Pipeline.Orders;

namespace Pipeline.Standalone.Settings;

/// <summary>Every setting of the standalone host, checked before anything is bound to it.</summary>
internal static class KnownSettings
{
    private static readonly Setting[] All =
    [
        Setting.Text("Data:Directory", "a folder"),
        Setting.Whole("Inventory:InitialStock", 0, OrderLimits.MaxAmount),
        Setting.Duration("Payments:Timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        Setting.Switch("Payments:Simulator:Enabled"),
        Setting.Whole("Payments:Simulator:Seed", long.MinValue, long.MaxValue),
        Setting.Rate("Payments:Simulator:DeclineRate"),
        Setting.Rate("Payments:Simulator:HeldRate"),
        Setting.Rate("Payments:Simulator:LateRate"),
        Setting.Rate("Payments:Simulator:DelayRate"),
        Setting.Rate("Payments:Simulator:DuplicateRate"),
        Setting.Rate("Payments:Simulator:EarlyRate"),
        Setting.Rate("Payments:Simulator:OutOfOrderRate"),
        Setting.Duration("Welcome:TipsAfter", TimeSpan.Zero, TimeSpan.FromDays(365)),
        Setting.Number("Sensors:Thresholds:*"),
        Setting.Text("Admin:Key", "a secret"),
        new("Email:From", "an e-mail address", IsAddress),
        new("Email:Operations", "an e-mail address", IsAddress),
        Setting.Text("Email:Directory", "a folder"),
        Setting.Text("Webhooks:Stripe:SigningSecrets:*", "a signing secret, such as whsec_..."),
    ];

    private static readonly string[] Outcomes = ["DeclineRate", "HeldRate", "LateRate"];

    // The framework's own sections are the framework's to check.
    private static readonly string[] Framework = ["Logging:", "Kestrel:"];

    /// <summary>Whether there is such a setting.</summary>
    public static bool Contains(string key) =>
        All.Any(setting => setting.Covers(key)) || Framework.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    /// <summary>The known setting whose name is nearest to a wrong one, for a hint.</summary>
    public static string Nearest(string key)
    {
        var last = key[(key.LastIndexOf(':') + 1)..];
        return (All.FirstOrDefault(setting => setting.Name.EndsWith(":" + last, StringComparison.OrdinalIgnoreCase))
            ?? All.MaxBy(setting => CommonStart(setting.Name, key))!).Name;
    }

    /// <summary>What is wrong with the values, one message per setting.</summary>
    public static IReadOnlyList<string> Check(IConfiguration configuration)
    {
        var wrong = configuration.AsEnumerable()
            .Where(pair => pair.Value is not null)
            .Select(pair => All.FirstOrDefault(setting => setting.Covers(pair.Key))?.WhyNot(pair.Key, pair.Value!))
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .ToList();
        return wrong.Count > 0 ? wrong : CheckTogether(configuration);
    }

    private static string[] CheckTogether(IConfiguration configuration)
    {
        var sum = Outcomes.Sum(rate => configuration.GetValue<double>("Payments:Simulator:" + rate));
        return sum > 1 ? [$"Payments:Simulator: {string.Join(", ", Outcomes)} add up to {sum}; together they must be at most 1."] : [];
    }

    private static bool IsAddress(string value) =>
        value.IndexOf('@') is > 0 and var at && at < value.Length - 1 && !value.Any(char.IsWhiteSpace);

    private static int CommonStart(string one, string other) =>
        one.Zip(other).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
