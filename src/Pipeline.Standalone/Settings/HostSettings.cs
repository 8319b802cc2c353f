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
        Add(configuration, new Dictionary<string, string?> { ["Data:Directory"] = DefaultData });
        AddFile(configuration, AppContext.BaseDirectory);
        AddFile(configuration, Directory.GetCurrentDirectory());
        configuration.AddEnvironmentVariables("DOTNET_");
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        Add(configuration, Presets);
        Add(configuration, Settings);
        Add(configuration, Given(("Data:Directory", Data), ("urls", Urls)));
        if (!ListeningUrl.IsAnyNamed(configuration))
        {
            Add(configuration, new Dictionary<string, string?> { ["urls"] = DefaultUrls });
        }

        Check(configuration);
    }

    /// <summary>The data folder that all sources together name, as a full path.</summary>
    /// <exception cref="UserErrorException">A setting has an invalid value.</exception>
    public string DataFolder()
    {
        using var configuration = new ConfigurationManager();
        Apply(configuration);
        return configuration.DataFolder();
    }

    private static void Check(ConfigurationManager configuration) => ThrowIfAny(
    [
        .. KnownSettings.Check(configuration),
        .. KnownSettings.TwiceIn(Environment.GetEnvironmentVariables().Keys.Cast<string>()),
    ]);

    private static void AddFile(ConfigurationManager configuration, string folder)
    {
        var path = Path.Combine(folder, "appsettings.json");
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(path, optional: true, reloadOnChange: false).Build();
            ThrowIfAny([.. KnownSettings.UnknownIn(file).Select(unknown => $"{path}: {unknown}")]);
            configuration.AddConfiguration(file, shouldDisposeConfiguration: true);
        }
        catch (InvalidDataException error)
        {
            throw new UserErrorException($"{error.Message} {error.GetBaseException().Message}", ExitCodes.Usage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {error.Message}", ExitCodes.Usage);
        }
    }

    private static void ThrowIfAny(IReadOnlyList<string> wrong)
    {
        if (wrong.Count > 0)
        {
            throw new UserErrorException(string.Join(Environment.NewLine, wrong), ExitCodes.Usage);
        }
    }

    private static void Add(ConfigurationManager configuration, IEnumerable<KeyValuePair<string, string?>> values) =>
        ((IConfigurationBuilder)configuration).Add(new MemoryConfigurationSource { InitialData = values });

    private static Dictionary<string, string?> Given(params (string Key, string? Value)[] values) =>
        values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value);
}
