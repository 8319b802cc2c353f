using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pipeline.Settings;

namespace Pipeline.Standalone.Settings;

/// <summary>
/// An address to listen on: <c>http://host:port</c> or <c>http://unix:/path</c>. Kestrel itself would take much else for a host name, and
/// then listen on every address of the machine.
/// </summary>
internal static partial class ListeningUrl
{
    private static readonly string[] EveryAddress = ["*", "+"];

    /// <summary>Whether the settings name an address, in whatever way.</summary>
    public static bool IsAnyNamed(IConfiguration configuration) =>
        configuration["urls"] is not null
        || Split(configuration["http_ports"]).Length + Split(configuration["https_ports"]).Length > 0
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>What is wrong with the addresses of the settings.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        var ports = Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"])).ToList();
        var urls = Split(configuration["urls"]);
        return
        [
            .. configuration["urls"] is not null && urls.Length == 0 && ports.Count == 0 && endpoints.Count == 0
                ? [$"--urls is empty; it takes addresses such as {HostSettings.DefaultUrls}, separated by semicolons."]
                : Array.Empty<string>(),
            .. urls.Select(url => WhyNot(url) is { } why ? $"--urls has {url}: {why}" : null).OfType<string>(),
            .. endpoints.Select(endpoint => endpoint["Url"] is { } url && WhyNot(url) is { } why
                    ? $"{endpoint.Path}:Url is {url}: {why}" : null)
                .OfType<string>(),
            .. ports.Where(port => !IsPort(port)).Select(port => $"http_ports has {port}: a port is a number from 0 to 65535."),
        ];
    }

    /// <summary>Why nobody can listen on it, or null.</summary>
    public static string? WhyNot(string url)
    {
        var match = Parts().Match(url);
        if (!match.Success)
        {
            return $"an address is written as {HostSettings.DefaultUrls}.";
        }

        var (scheme, host, port, rest) = (Part("scheme"), Part("host"), Part("port"), Part("rest"));
        return scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
                ? "TLS is not served here. Listen on http, and let a proxy in front end TLS."
            : !scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? "the scheme must be http."
            : IsUnixSocket(url) ? null
            : !IsHost(host) ? $"'{host}' is no address and no host name."
            : match.Groups["port"].Success && !IsPort(port) ? $"'{port}' is no port; a port is a number from 0 (any that is free) to 65535."
            : port == "0" && host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                ? "localhost is two addresses, which cannot share a free port. Write 127.0.0.1 or [::1]."
            : rest is not ("" or "/") ? $"'{rest}' must not follow the port; the paths of the pipeline begin with /api."
            : null;

        string Part(string name) => match.Groups[name].Value;
    }

    /// <summary>Whether it is a socket in the file system.</summary>
    public static bool IsUnixSocket(string url) => url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase);

    public static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsHost(string host) =>
        host.StartsWith('[') ? IPAddress.TryParse(host.Trim('[', ']'), out var six) && six.ToString().Contains(':')
        : EveryAddress.Contains(host) || HostName.IsValid(host);

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(
        @"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<host>\[[^\]/?#]*\]|[^:/?#\[\]]*)(:(?<port>[^/?#]*))?(?<rest>.*)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
