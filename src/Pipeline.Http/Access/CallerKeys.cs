using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Access;

/// <summary>
/// Asks callers for the key of an operation's level. A key that is set is asked for wherever a call comes from; as long as none is, only
/// callers on this machine are served.
/// </summary>
public sealed class CallerKeys(AccessOptions access)
{
    public const string HeaderName = "x-functions-key";

    // What proxies and tunnels add. The X-Original- ones are what ASP.NET Core makes of X-Forwarded- once it has believed them.
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "Via", "Client-IP", "Remote-Addr", "CDN-Loop", "Front-End-Https", "X-Host", "X-Scheme", "X-ProxyUser-Ip",
        "X-Originating-IP", "X-Rewrite-URL", "X-NginX-Proxy",
    ];

    private static readonly string[] ProxyPrefixes =
        ["X-Forwarded", "X-Original-", "X-Real-", "X-Remote-", "X-Envoy-", "X-ARR-", "X-Azure-", "CF-", "Tailscale-"];

    private static readonly string[] ProxyEndings = ["-Client-IP", "-ClientIP", "-User-IP", "-Connecting-IP"];

    // Hashes are equally long, so that comparing them does not reveal a key's length.
    private readonly byte[][] _adminKeys = access.AdminKey is null ? [] : [Hash(access.AdminKey)];
    private readonly byte[][] _allKeys = [.. access.ClientKeys.Append(access.AdminKey).OfType<string>().Select(Hash)];

    /// <summary>Why a call to an operation of this level is refused, or null when it may go on.</summary>
    public Problem? WhyNot(HttpRequest request, AccessLevel level)
    {
        // A platform has asked for its own keys of the same levels.
        if (level == AccessLevel.Anonymous || access.Exposure == Exposure.Platform)
        {
            return null;
        }

        return (access.HasKeys ? HasKey(request, level) : IsFromThisMachine(request)) ? null
            : level == AccessLevel.Function ? ClientKeyRequired()
            : AdminKeyRequired();
    }

    private static bool IsFromThisMachine(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        return IsLocal(connection.RemoteIpAddress) && IsLocal(connection.LocalIpAddress) && !request.Headers.Keys.Any(IsFromProxy);
    }

    // Unix sockets and named pipes have no address.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address)
        || (address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address.MapToIPv4()));

    private static bool IsFromProxy(string header)
    {
        // Some programs write X_FORWARDED_FOR.
        var name = header.Replace('_', '-');
        return ProxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
            || ProxyPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || ProxyEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private bool HasKey(HttpRequest request, AccessLevel level) =>
        request.Headers.TryGetValue(HeaderName, out var given)
        && given is [{ } key]
        && IsOneOf(level == AccessLevel.Admin ? _adminKeys : _allKeys, Hash(key));

    // Compares with every key, so that the time does not tell which one is close.
    private static bool IsOneOf(byte[][] keys, byte[] given) =>
        keys.Aggregate(false, (found, key) => found | CryptographicOperations.FixedTimeEquals(key, given));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private Problem ClientKeyRequired() => new(
        StatusCodes.Status401Unauthorized,
        "client-key-required",
        access.HasKeys
            ? $"Send a client key (Clients:Keys) or the admin key (Admin:Key) in the {HeaderName} header."
            : $"Without a key only callers on this machine are served, and none through a proxy. Set Admin:Key and Clients:Keys:0, and "
                + $"send the latter in the {HeaderName} header.")
    {
        Challenge = "ApiKey",
    };

    private Problem AdminKeyRequired() => new(
        StatusCodes.Status401Unauthorized,
        "admin-key-required",
        access.AdminKey is not null
            ? $"Send the admin key (Admin:Key) in the {HeaderName} header."
            : $"Operators' calls need the admin key, and none is set. Set Admin:Key, and send it in the {HeaderName} header.")
    {
        Challenge = "ApiKey",
    };
}

/// <summary>Who may call a host: the keys and host names of the settings, and where calls can come from.</summary>
public sealed record AccessOptions
{
    private const string AnyHost = "*";

    /// <summary><c>Admin:Key</c>: what operators send.</summary>
    public string? AdminKey { get; init; }

    /// <summary><c>Clients:Keys</c>: what clients send; several during a rotation.</summary>
    public IReadOnlyList<string> ClientKeys { get; init; } = [];

    /// <summary><c>AllowedHosts</c>: names other than loopback's that callers may use, and whose pages may call.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where calls can come from. The standalone host corrects it when it knows on which addresses it really listens.</summary>
    public Exposure Exposure { get; set; } = Exposure.ThisMachine;

    /// <summary>Whether any key is set: then keys are asked for wherever a call comes from.</summary>
    public bool HasKeys => AdminKey is not null || ClientKeys.Count > 0;

    /// <summary>Whether any Host header is served. Without a key none but known names are: they keep a browser's pages out.</summary>
    public bool ServesAnyHost => Exposure == Exposure.Platform
        || (HasKeys && (AllowedHosts.Contains(AnyHost) || (Exposure == Exposure.Network && AllowedHosts.Count == 0)));

    public static AccessOptions Read(IConfiguration configuration, Exposure exposure) => new()
    {
        AdminKey = configuration["Admin:Key"] is { Length: > 0 } key ? key : null,
        ClientKeys = [.. configuration.GetSection("Clients:Keys").GetChildren().Select(key => key.Value).OfType<string>()],
        AllowedHosts = configuration["AllowedHosts"]
            ?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        Exposure = exposure,
    };

    /// <summary>Why a host that checks keys itself must not start on these addresses, or null when it may.</summary>
    public string? WhyNotStart(IEnumerable<string> addresses)
    {
        if (AdminKey is null && addresses.FirstOrDefault(ListeningAddress.IsBeyondLoopback) is { } address)
        {
            return $"{address} is reachable from other machines, and Admin:Key is not set. Set Admin:Key, or listen on 127.0.0.1 only.";
        }

        if (AdminKey is not null && ClientKeys.Contains(AdminKey))
        {
            return "One of Clients:Keys is Admin:Key, so every client could do what operators do. Give clients a key of their own.";
        }

        return !HasKeys && AllowedHosts.Contains(AnyHost)
            ? "AllowedHosts is *, and no key is set, so any page in a browser on this machine could act. Name the hosts, or set Admin:Key."
            : null;
    }
}

/// <summary>Where calls to a host can come from.</summary>
public enum Exposure
{
    /// <summary>Loopback and unix sockets only.</summary>
    ThisMachine,

    /// <summary>Other machines too.</summary>
    Network,

    /// <summary>Through a platform that checks keys and host names before it passes a call on, as Azure does.</summary>
    Platform,
}
