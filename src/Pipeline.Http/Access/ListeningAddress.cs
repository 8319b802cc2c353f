using System.Net;

namespace Pipeline.Http.Access;

/// <summary>What a URL that the host listens on exposes it to.</summary>
public static class ListeningAddress
{
    /// <summary>Whether other machines can reach it; a name that is not localhost counts as reachable, as Kestrel then takes any.</summary>
    /// <exception cref="FormatException">It is no URL to listen on.</exception>
    public static bool IsBeyondLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || !IPAddress.IsLoopback(ip);
    }
}
