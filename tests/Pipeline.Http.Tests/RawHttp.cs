using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Http.Tests;

/// <summary>Sends bytes as they are, which HttpClient would refuse to, and reads one answer.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The answer to these bytes; null when the server closes without one. A server that does neither fails the test.</summary>
    /// <param name="server">Where it listens.</param>
    /// <param name="request">What to send.</param>
    /// <param name="mayWait">How long the server may wait for more before the sending side is closed.</param>
    public static async Task<RawAnswer?> SendAsync(Uri server, byte[] request, TimeSpan mayWait)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(server.Host, server.Port, patience.Token);
        using var finish = new Timer(_ => HalfClose(socket), null, mayWait, Timeout.InfiniteTimeSpan);
        var received = new List<byte>();
        var buffer = new byte[16 * 1_024];
        try
        {
            for (var sent = 0; sent < request.Length;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent), patience.Token);
            }

            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var count)
            {
                received.AddRange(buffer.AsSpan(0, count));
                if (RawAnswer.Parse(received, isHead: request.AsSpan().StartsWith("HEAD "u8)) is { } whole)
                {
                    return whole;
                }
            }
        }
        catch (SocketException)
        {
            // It answered while it was still sent to, and reset the connection: what arrived counts.
        }

        return RawAnswer.Parse(received, isHead: true);
    }

    private static void HalfClose(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}

/// <summary>One HTTP answer.</summary>
public sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The first answer that is not interim; null when it is not whole yet, which an answer to HEAD is without its body.</summary>
    public static RawAnswer? Parse(List<byte> received, bool isHead)
    {
        var text = Encoding.Latin1.GetString([.. received]);
        while (text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal)
            && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            text = text[(end + 4)..];
        }

        if (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text.Split("\r\n\r\n", 2);
        var length = parts[0].Split("\r\n").Select(line => line.Split(": ", 2))
            .Where(field => field[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(field => int.Parse(field[1], CultureInfo.InvariantCulture)).SingleOrDefault();
        var isWhole = parts[1].Length >= length;
        return isHead || isWhole
            ? new RawAnswer(int.Parse(parts[0].AsSpan(9, 3), CultureInfo.InvariantCulture), parts[0], isWhole ? parts[1][..length] : "")
            : null;
    }
}
