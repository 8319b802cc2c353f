using System.Net;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Access;

/// <summary>
/// Asks callers for the key of an operation's level. A key that is set is asked for wherever a call comes from; as long as none is, only
/// callers on this machine are served.
/// </summary>
public sealed class CallerKeys(AccessOptions access)
{
    public const string HeaderName = "x-functions-key";

    // What proxies add. The X-Original- ones are what ASP.NET Core makes of X-Forwarded- once it has believed them.
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-ProxyUser-Ip", "True-Client-IP", "CF-Connecting-IP",
        "Fastly-Client-IP",
    ];

    private static readonly string[] ProxyPrefixes = ["X-Forwarded", "X-Original-", "X-Envoy-"];

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

    private static bool IsFromProxy(string header) => ProxyHeaders.Contains(header, StringComparer.OrdinalIgnoreCase)
        || ProxyPrefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

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
