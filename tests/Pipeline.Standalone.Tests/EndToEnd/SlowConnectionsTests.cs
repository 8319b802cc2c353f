using System.Net.Sockets;
using System.Text;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>
/// Connections that say nothing, and connections that say it a byte at a time, keep nobody else out. PIPELINE_CONNECTIONS_IDLE and
/// PIPELINE_CONNECTIONS_SLOW say how many.
/// </summary>
[Collection(EndToEndGroup.Name)]
public sealed class SlowConnectionsTests : IDisposable
{
    private const int Orders = 20;

    private readonly TempFolder _folder = new();
    private readonly List<Socket> _sockets = [];

    [Fact]
    public async Task Orders_go_through_while_others_hold_their_connections_idle_or_send_a_byte_at_a_time()
    {
        var (idle, slow) = (LongForm.Number("PIPELINE_CONNECTIONS_IDLE", 200), LongForm.Number("PIPELINE_CONNECTIONS_SLOW", 140));
        var (host, url) = await HostProcess.ServeAsync(_folder.Path, "http://127.0.0.1:0");
        using (host)
        using (var client = new PipelineClient(url))
        {
            await ConnectAsync(url, idle + slow);
            using var stop = new CancellationTokenSource();
            var sending = Task.WhenAll(_sockets.Skip(idle).Select(socket => DripAsync(socket, stop.Token)));

            for (var order = 0; order < Orders; order++)
            {
                await client.WaitForAsync(await client.PlaceAsync($"c-{order}"), "confirmed");
            }

            // Which of them the host has closed by its own time limits is its business; that they were there while it worked is ours.
            Assert.InRange(_sockets.Count(socket => socket.Connected), (idle + slow) / 2, idle + slow);
            await stop.CancelAsync();
            Assert.True((await sending).Sum() > 2 * slow, "Too little was sent to be a burden.");
            _sockets.ForEach(socket => socket.Dispose());
            Assert.Equal(0, await host.StopAsync());
        }
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _folder.Dispose();
    }

    private async Task ConnectAsync(Uri url, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _sockets.Add(socket);
            await socket.ConnectAsync(url.Host, url.Port);
        }
    }

    // How many bytes it sent.
    private static async Task<int> DripAsync(Socket socket, CancellationToken stop)
    {
        var request = Encoding.ASCII.GetBytes(
            "POST /api/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{");
        var sent = 0;
        try
        {
            // A request's end never comes: past its head it is white space.
            for (; !stop.IsCancellationRequested; sent++)
            {
                await socket.SendAsync(sent < request.Length ? request.AsMemory(sent, 1) : " "u8.ToArray().AsMemory(), stop);
                await Task.Delay(20, stop);
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // The host has closed it, or the test is over.
        }

        return sent;
    }
}
