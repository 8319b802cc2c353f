using System.Net;

namespace Pipeline.Http.Access;

/// <summary>Judges what a URL that the host listens on exposes it to.</summary>
public static class ListeningAddress
{
    /// <summary>Whether a host, with or without a port, can only mean this machine.</summary>
    public static bool IsLoopbackName(string host) => Authority.Parse(host) is { IsLoopback: true };

    /// <summary>
    /// Whether other machines can reach it. A host name other than localhost counts as reachable, because Kestrel then binds every address;
    /// so does an invalid URL.
    /// </summary>
    public static bool IsBeyondLoopback(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return true;
        }

        var isLocal = address.IsUnixPipe || address.IsNamedPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        return !isLocal && (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || !IPAddress.IsLoopback(ip));
    }
}
