using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Serve;

/// <summary>
/// The addresses that the settings name, wherever they name them, so that a start can be refused before anything is opened.
/// </summary>
internal static class ConfiguredAddresses
{
    /// <summary>All of them, also those that Kestrel would pass over for others.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
    [
        .. Urls(configuration),
        .. Endpoints(configuration),
    ];

    /// <summary>Those that Kestrel listens on: endpoints of its own section make it pass over the others.</summary>
    public static IReadOnlyList<string> InUse(IConfiguration configuration) =>
        Endpoints(configuration) is { Length: > 0 } endpoints ? endpoints : Urls(configuration);

    private static string[] Endpoints(IConfiguration configuration) =>
        [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];

    // Ports alone mean every address; they count only where no address is named.
    private static string[] Urls(IConfiguration configuration) => ListeningUrl.Split(configuration["urls"]) is { Length: > 0 } urls ? urls
        : [
            .. ListeningUrl.Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. ListeningUrl.Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];
}
