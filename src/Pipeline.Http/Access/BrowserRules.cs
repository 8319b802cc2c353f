using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Access;

/// <summary>
/// Keeps pages of other sites, which a browser on this machine or in this network shows, from acting here: a page can send requests
/// anywhere, and with a name of its own that resolves to this machine it can even read the answers.
/// </summary>
public sealed class BrowserRules(AccessOptions access)
{
    /// <summary>Why a request is refused, whatever it asks for, or null when it may go on.</summary>
    public Problem? WhyNot(HttpRequest request) =>
        !ServesHost(request) ? new Problem(
            StatusCodes.Status421MisdirectedRequest,
            "host-not-allowed",
            "The Host header names no host that is served here. Call localhost, 127.0.0.1 or [::1], or add the name to AllowedHosts.")
        : IsOfAnotherOrigin(request) ? new Problem(
            StatusCodes.Status403Forbidden,
            "cross-origin",
            "A page of another origin may not call this pipeline. Call it from outside a browser, or add the page's host to AllowedHosts.")
        : null;

    private bool ServesHost(HttpRequest request) =>
        access.ServesAnyHost
        || (request.Headers.Host is [{ } text]
            && Authority.Parse(text) is { } host
            && (host.IsLoopback || host.IsOneOf(access.AllowedHosts) || IsOwnAddress(host, request)));

    // A page of another site cannot have an address of this machine as its name.
    private static bool IsOwnAddress(Authority host, HttpRequest request) =>
        host.Address is { } ip && request.HttpContext.Connection.LocalIpAddress is { } own
        && ip.Equals(own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own);

    private bool IsOfAnotherOrigin(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        var origin = origins is [{ } text] ? Origin.Parse(text) : null;
        var isNamed = origin?.Authority.IsOneOf(access.AllowedHosts) == true;
        return !isNamed && ((origins.Count > 0 && !IsOwn(origin, request)) || IsUnsafeFromAnotherSite(request));
    }

    private bool IsOwn(Origin? origin, HttpRequest request)
    {
        // TLS may have ended at a proxy in front of a host that other machines reach.
        var isSameScheme = origin?.Scheme == request.Scheme || (origin?.Scheme == "https" && access.Exposure != Exposure.ThisMachine);
        return origin is { } own && isSameScheme
            && request.Headers.Host is [{ } text]
            && Authority.Parse(text) is { } host
            && host.Host.Equals(own.Authority.Host, StringComparison.OrdinalIgnoreCase)
            && own.Port == (host.Port ?? own.DefaultPort);
    }

    // Browsers say where a request comes from even when they send no origin; a navigation without effect may come from anywhere.
    private static bool IsUnsafeFromAnotherSite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
        && request.Headers["Sec-Fetch-Site"].Any(site =>
            !"same-origin".Equals(site, StringComparison.OrdinalIgnoreCase) && !"none".Equals(site, StringComparison.OrdinalIgnoreCase));

    private readonly record struct Origin(string Scheme, Authority Authority)
    {
        public int DefaultPort => Scheme == "https" ? 443 : 80;

        public int Port => Authority.Port ?? DefaultPort;

        // Opaque origins (null) and those of extensions and files are nobody's.
        public static Origin? Parse(string text)
        {
            var scheme = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https"
                : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http"
                : null;
            return scheme is not null && Authority.Parse(text[(scheme.Length + 3)..]) is { } authority
                ? new Origin(scheme, authority)
                : null;
        }
    }
}

/// <summary>A host and its port, as the Host header and an origin name them.</summary>
internal readonly record struct Authority(string Host, int? Port)
{
    /// <summary>Reads <c>host</c> or <c>host:port</c>; null when it is neither.</summary>
    public static Authority? Parse(string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        var (host, rest) = end < 0 ? (text, "") : (text[..end], text[end..]);
        return host.Length == 0 ? null
            : rest.Length == 0 ? new Authority(host, null)
            : rest[0] == ':' && ushort.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? new Authority(host, port)
            : null;
    }

    /// <summary>Whether it is a name that can only mean this machine, wherever it is resolved.</summary>
    public bool IsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (Address is { } ip && IPAddress.IsLoopback(ip));

    /// <summary>The address, when the host is written as one in its usual form; 2130706433 and 127.1 are names here.</summary>
    public IPAddress? Address
    {
        get
        {
            var isBracketed = Host.StartsWith('[');
            var text = isBracketed ? Host[1..^1] : Host;
            return !IPAddress.TryParse(text, out var ip) ? null
                : isBracketed ? (ip.AddressFamily == AddressFamily.InterNetworkV6 && !text.Contains('%') ? ip : null)
                : ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == text ? ip
                : null;
        }
    }

    /// <summary>Whether it is one of these names, of which <c>*.example.com</c> means every name below.</summary>
    public bool IsOneOf(IEnumerable<string> names)
    {
        var host = Host;
        return names.Any(name => name.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length >= name.Length && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
