using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Http.Access;

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
