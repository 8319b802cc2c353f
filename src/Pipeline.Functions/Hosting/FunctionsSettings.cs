using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Pipeline.Settings;
using Pipeline.Simulation;

namespace Pipeline.Functions.Hosting;

/// <summary>Every setting of the Functions app, checked before anything is bound to it.</summary>
public static class FunctionsSettings
{
    /// <summary>The setting that names the engine.</summary>
    public const string EngineKey = "Engine";

    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);

    private static readonly string[] Connections = ["Cosmos", "ServiceBus", "EventGrid", "Blobs"];

    // What the triggers' extensions and the SDKs for identity read in the sections of the connections.
    private static readonly string[] ByIdentity =
        ["credential", "clientId", "tenantId", "clientSecret", "managedIdentityResourceId", "managedIdentityObjectId"];

    private static readonly SettingList List = new(
    [
        .. PipelineSettings.All,
        new(EngineKey, "one of Azure, Embedded", value => IsNameOf<Engine>(value)),
        new("LeasePrefix", "letters, digits and dashes, such as main", IsPrefix),
        new("Payments:Simulator:WebhookUrl", "an absolute URL", value => Uri.TryCreate(value, UriKind.Absolute, out _)),
        Setting.Text("Cosmos", "a connection string") with { IsSecret = true },
        Setting.Text("Cosmos:AccountEndpoint", "the address of the account"),
        Setting.Switch("Cosmos:CreateIfMissing"),
        new("Cosmos:ConnectionMode", "one of Direct, Gateway", value => IsNameOf<ConnectionMode>(value)),
        Setting.Duration("Cosmos:RequestTimeout", TimeSpan.FromMilliseconds(1), LongestCall),
        Setting.Duration("Cosmos:TotalTimeout", TimeSpan.FromMilliseconds(1), LongestCall),
        Setting.Duration("Cosmos:FirstPause", TimeSpan.Zero, LongestCall),
        Setting.Duration("Cosmos:MaxPause", TimeSpan.Zero, LongestCall),
        Setting.Whole("Cosmos:MaxRetries", 0, 100),
        Setting.Text("ServiceBus", "a connection string") with { IsSecret = true },
        Setting.Text("ServiceBus:FullyQualifiedNamespace", "the namespace's host name"),
        Setting.Text("ServiceBus:Administration", "a connection string") with { IsSecret = true },
        Setting.Text("EventGrid:TopicEndpoint", "the address of the topic"),
        Setting.Text("EventGrid:Key", "an access key") with { IsSecret = true },
        Setting.Duration("EventGrid:Timeout", TimeSpan.FromMilliseconds(1), LongestCall),
        Setting.Text("Blobs", "a connection string") with { IsSecret = true },
        Setting.Text("Blobs:ServiceUri", "the blob endpoint of a storage account"),
    ],
    Connections.SelectMany(_ => ByIdentity, (section, name) => $"{section}:{name}"));

    /// <summary>The settings.</summary>
    public static IReadOnlyList<Setting> All => List.All;

    /// <summary>Whether payments are simulated; only if set, because it gives goods away for no money.</summary>
    public static bool SimulatesPayments(IConfiguration configuration) => configuration.GetValue(SimulatorOptions.EnabledKey, false);

    /// <summary>Throws when a setting of ours does not exist or has a wrong value; what the platform sets is none of ours.</summary>
    /// <exception cref="OptionsValidationException">All that are wrong, each with its name and what it may be.</exception>
    public static void Check(IConfiguration configuration)
    {
        IReadOnlyList<string> wrong =
        [
            .. List.Check(configuration.AsEnumerable()),
            .. List.Doubles(Environment.GetEnvironmentVariables().Keys.Cast<string>()),
        ];
        wrong = wrong.Count > 0 ? wrong : [.. CheckTogether(configuration)];
        if (wrong.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(FunctionsSettings), wrong);
        }
    }

    private static IEnumerable<string> CheckTogether(IConfiguration configuration) =>
    [
        .. MetricThresholds.Check(configuration),
        .. PaymentSettings.WhyNotPaid(configuration, SimulatesPayments(configuration)) is { } why ? [why] : Array.Empty<string>(),
        .. WhyNotRetained(configuration) is { } vain ? [vain] : Array.Empty<string>(),
    ];

    private static string? WhyNotRetained(IConfiguration configuration) =>
        configuration.GetValue(EngineKey, Engine.Azure) == Engine.Azure && !string.IsNullOrEmpty(configuration["Retention:After"])
            ? "Retention:After has no effect on the Azure engine, whose stores keep what they keep (docs/azure.md): leave it out."
            : null;

    private static bool IsNameOf<T>(string value)
        where T : struct, Enum => Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool IsPrefix(string value) =>
        value.Length is > 0 and <= 50 && value.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}

/// <summary>What the functions run on.</summary>
public enum Engine
{
    /// <summary>Cosmos DB, Event Grid, Service Bus and Durable Functions.</summary>
    Azure,

    /// <summary>One SQLite file in this process; the HTTP functions alone are needed.</summary>
    Embedded,
}
