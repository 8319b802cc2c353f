using System.Net;
using System.Net.Sockets;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Serve;

/// <summary>
/// Tries the addresses before anything is opened or made: Kestrel listens last, and what fails there has already made a folder.
/// Whoever takes an address in between is still found by Kestrel.
/// </summary>
internal static class AddressProbe
{
    /// <exception cref="UserErrorException">Nobody can listen there now.</exception>
    public static void Check(IConfiguration configuration)
    {
        // Each stays open until all are: two of them must not be the same.
        var opened = new List<Socket>();
        try
        {
            foreach (var url in ConfiguredAddresses.InUse(configuration))
            {
                if (WhyNot(url, opened) is { } why)
                {
                    throw new UserErrorException($"{why} Choose another address with --urls.", ExitCodes.Failure);
                }
            }
        }
        finally
        {
            opened.ForEach(socket => socket.Dispose());
        }
    }

    private static string? WhyNot(string url, List<Socket> opened)
    {
        if (ListeningUrl.IsUnixSocket(url))
        {
            var path = url["http://unix:".Length..];
            return IsTooLong(path) ? $"{path} is too long for a socket, whose path may have some 100 bytes."
                : File.Exists(path) ? $"{path} exists already: another process listens there, or one that is gone left it, then delete it."
                : !Directory.Exists(Path.GetDirectoryName(path)) ? $"{path} cannot be made: its folder does not exist."
                : null;
        }

        var address = BindingAddress.Parse(url);
        return Addresses(address.Host).Select(ip => WhyNot(url, ip, address.Port, opened)).FirstOrDefault(why => why is not null);
    }

    private static bool IsTooLong(string path)
    {
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static string? WhyNot(string url, IPAddress ip, int port, List<Socket> opened)
    {
        try
        {
            var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            opened.Add(socket);
            socket.Bind(new IPEndPoint(ip, port));
            socket.Listen();
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse when port != 0 && opened.Any(other => PortOf(other) == port) =>
                    $"{url} is named twice, or part of another address that is named.",
                SocketError.AddressAlreadyInUse => $"{url} is in use by another process (address already in use).",
                SocketError.AccessDenied => $"{url} may not be listened on by this user; ports below 1024 often need more rights.",
                SocketError.AddressNotAvailable => $"{url} is no address of this machine.",
                // This machine has no IPv6, which Kestrel does without when it has a choice.
                SocketError.AddressFamilyNotSupported => null,
                _ => $"{url} cannot be listened on: {error.Message}.",
            };
        }
    }

    private static int? PortOf(Socket socket) => (socket.LocalEndPoint as IPEndPoint)?.Port;

    // Kestrel listens on every address for a name other than localhost.
    private static IPAddress[] Addresses(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : [IPAddress.Any];
}
