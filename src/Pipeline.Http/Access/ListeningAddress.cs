using System.Net;

namespace Pipeline.Http.Access;

/// <summary>What a URL that the host listens on exposes it to.</summary>
public static class ListeningAddress
{
    /// <summary>
    /// Whether other machines can reach it. A name that is not localhost counts as reachable, as Kestrel then takes any; so does what is
    /// no URL at all.
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
