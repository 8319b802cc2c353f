using Microsoft.Extensions.Configuration.Memory;

namespace Pipeline.Standalone.Settings;

/// <summary>What the command line says about a host: its data folder, where it listens, and settings.</summary>
internal sealed record HostSettings(string? Data, string? Urls, IReadOnlyDictionary<string, string?> Settings)
{
    public const string DefaultData = ".pipeline";
    public const string DefaultUrls = "http://127.0.0.1:7071";

    /// <summary>Settings that override files and the environment, but not the command line.</summary>
    public IReadOnlyDictionary<string, string?> Presets { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// All sources, weakest first: appsettings.json next to the program and in the working folder, environment, presets, command line.
    /// </summary>
    /// <exception cref="UserErrorException">A setting has an invalid value.</exception>
    public void Apply(ConfigurationManager configuration)
    {
        configuration.Sources.Clear();
        Add(configuration, new Dictionary<string, string?> { ["Data:Directory"] = DefaultData, ["urls"] = DefaultUrls });
        AddFile(configuration, AppContext.BaseDirectory);
        AddFile(configuration, Directory.GetCurrentDirectory());
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        Add(configuration, Presets);
        Add(configuration, Settings);
        Add(configuration, Given(("Data:Directory", Data), ("urls", Urls)));
        Check(configuration);
    }

    private static void Check(ConfigurationManager configuration)
    {
        if (KnownSettings.Check(configuration) is { Count: > 0 } wrong)
        {
            throw new UserErrorException(string.Join(Environment.NewLine, wrong), ExitCodes.Usage);
        }
    }

    private static void AddFile(ConfigurationManager configuration, string folder)
    {
        try
        {
            configuration.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException error)
        {
            throw new UserErrorException($"{error.Message} {error.GetBaseException().Message}", ExitCodes.Usage);
        }
    }

    private static void Add(ConfigurationManager configuration, IEnumerable<KeyValuePair<string, string?>> values) =>
        ((IConfigurationBuilder)configuration).Add(new MemoryConfigurationSource { InitialData = values });

    private static Dictionary<string, string?> Given(params (string Key, string? Value)[] values) =>
        values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
}
