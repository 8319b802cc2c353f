using System.Net;

namespace Pipeline.Settings;

/// <summary>Hosts as settings name them.</summary>
public static class HostName
{
    /// <summary>
    /// Whether it is a name or an address as clients write it in a request: a name in ASCII (xn--…) without a final dot, an address in
    /// its shortest form, with brackets around one of IPv6. Anything else would be a name that no request ever has.
    /// </summary>
    public static bool IsValid(string host) =>
        host.StartsWith('[') ? IPAddress.TryParse(host.Trim('[', ']'), out var six) && $"[{six}]" == host && !host.Contains('%')
        : IPAddress.TryParse(host, out var four) ? four.ToString() == host && !host.Contains(':')
        : IsDomain(host);

    /// <summary>Whether it is a name, and no address.</summary>
    public static bool IsDomain(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns
        && host.All(char.IsAscii)
        && host[^1] != '.'
        && !host.Split('.')[^1].All(char.IsAsciiDigit);
}
