using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Embedded;
using Pipeline.Inventory;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Settings;
using Pipeline.Simulation;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Standalone.Tests.Settings;

/// <summary>Holds the table of settings in docs/operations.md to this host's settings and their defaults.</summary>
public sealed class OperationsPageTests
{
    private static readonly IReadOnlyList<string[]> Rows = PageTable.Rows("docs/operations.md", "## Settings");
    private static readonly IReadOnlyList<(string Name, string? Default)> Documented = [.. Rows.SelectMany(SettingsOf)];

    [Fact]
    public void Page_has_every_setting() => Assert.Equal(
        [], KnownSettings.All.Where(setting => !Documented.Any(row => setting.Covers(row.Name))).Select(setting => setting.Name));

    [Fact]
    public void Page_has_only_settings_that_exist() =>
        Assert.Equal([], Documented.Select(row => row.Name).Where(name => !KnownSettings.Contains(name)));

    [Fact]
    public void Page_says_of_every_setting_what_its_default_is() => Assert.DoesNotContain(Rows, row => string.IsNullOrWhiteSpace(row[1]));

    [Fact]
    public void Defaults_of_the_page_are_those_of_the_program()
    {
        var documented = Documented.Where(row => row.Default is not null).ToDictionary(row => row.Name, row => row.Default);

        Assert.InRange(documented.Count, 10, 100);
        Assert.Equal(OptionsOf([]), OptionsOf(documented));
    }

    // What the host makes of these settings on top of appsettings.json, as text to compare.
    private static string OptionsOf(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(RepositoryFiles.PathOf("src/Pipeline.Standalone/appsettings.json"))
            .AddInMemoryCollection(settings)
            .Build();
        using var services = new ServiceCollection()
            .AddOptions()
            .BindPipelineOptions(configuration)
            .Configure<DataOptions>(configuration.GetSection("Data"))
            .Configure<SimulatorOptions>(configuration.GetSection(SimulatorOptions.Section))
            .BuildServiceProvider();
        return string.Join(
            '\n',
            Text<DataOptions>(services),
            Text<EmailOptions>(services),
            Text<InventoryOptions>(services),
            Text<PaymentOptions>(services),
            Text<SensorOptions>(services),
            Text<SimulatorOptions>(services),
            Text<WelcomeOptions>(services),
            StandaloneHost.SimulatesPayments(configuration));
    }

    private static string Text<T>(IServiceProvider services)
        where T : class => typeof(T).Name + JsonSerializer.Serialize(services.GetRequiredService<IOptions<T>>().Value);

    // A name without a section belongs to the one before it. One default stands for all names; what is no literal is explained in words.
    private static IEnumerable<(string Name, string? Default)> SettingsOf(string[] row)
    {
        var names = PageTable.Codes(row[0]).Where(name => !name.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var (defaults, section) = (PageTable.Codes(row[1]), "");
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].TrimEnd('…');
            section = name.Contains(':', StringComparison.Ordinal) ? name[..(name.LastIndexOf(':') + 1)] : section;
            var value = defaults.ElementAtOrDefault(defaults.Count == 1 ? 0 : i);
            yield return (
                name.Contains(':', StringComparison.Ordinal) ? name : section + name,
                value?.StartsWith('<') == true ? null : value);
        }
    }
}
