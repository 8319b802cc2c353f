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
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    // Ports alone mean every address; they count only where no address is named.
    private static string[] Urls(IConfiguration configuration) => Split(configuration["urls"]) is { Length: > 0 } urls ? urls
        : [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
