using Pipeline.Azure.Cosmos;
using Pipeline.Functions.Hosting;
using Pipeline.Functions.Queues;
using Pipeline.Settings;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Hosting;

/// <summary>Holds the tables of settings in docs/azure.md and docs/functions.md to the app's settings.</summary>
public sealed class SettingPagesTests
{
    private static readonly string[] Pages = ["docs/azure.md", "docs/functions.md"];

    // Read by the host, its extensions and the telemetry.
    private static readonly string[] Platform =
        ["AzureWebJobsStorage", "AzureWebJobsStorage:accountName", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    // The options of Blobs and EventGrid are internal to their engine.
    private static readonly Dictionary<string, IReadOnlyList<string>> Connections = new()
    {
        ["Blobs"] = ["ServiceUri"],
        ["Cosmos"] = PropertiesOf<CosmosOptions>(),
        ["EventGrid"] = ["TopicEndpoint", "Key", "Timeout"],
        ["ServiceBus"] = PropertiesOf<ServiceBusOptions>(),
    };

    [Fact]
    public void Pages_have_every_setting_of_the_app()
    {
        var own = FunctionsSettings.All.Except(PipelineSettings.All).Select(setting => setting.Name);
        var connections = Connections.SelectMany(section => section.Value, (section, property) => $"{section.Key}:{property}");

        Assert.Equal([], own.Concat(connections).Except(Documented(), StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Pages_have_only_settings_that_exist() => Assert.Equal([], Documented().Where(name => !Exists(name)));

    private static bool Exists(string name) =>
        FunctionsSettings.All.Any(setting => setting.Covers(name))
        || Platform.Contains(name)
        || Connections.ContainsKey(name)
        || (name.Split(':') is [var section, var property]
            && Connections.TryGetValue(section, out var properties)
            && properties.Contains(property, StringComparer.OrdinalIgnoreCase));

    // The section's own value is the connection string.
    private static string[] PropertiesOf<T>() =>
        [.. typeof(T).GetProperties().Select(property => property.Name).Where(name => name != "ConnectionString")];

    private static HashSet<string> Documented() => Pages.SelectMany(NamesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);

    // Names in brackets are the identity's, which the triggers' extensions read.
    private static IEnumerable<string> NamesOf(string page) => PageTable.Rows(page, "## Settings")
        .SelectMany(row => PageTable.Codes(row[0]))
        .Select(name => name.Replace("__", ":", StringComparison.Ordinal))
        .Where(name => !name.StartsWith(':'));
}
