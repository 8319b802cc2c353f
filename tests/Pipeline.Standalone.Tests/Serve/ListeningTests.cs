using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Access;
using Pipeline.Simulation;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Serve;

/// <summary>What the host listens on decides who may reach it, whatever named the addresses.</summary>
public sealed class ListeningTests : IDisposable
{
    private const string Key = "an admin key of the tests";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://127.0.0.1:0;http://[::]:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://pipeline.example.com:0")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:0")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://+:0")]
    [InlineData("kestrel:endpoints:OTHER:url", "http://[::]:0")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://pipeline.example.com:0")]
    public async Task Setting_that_opens_the_host_to_others_needs_the_admin_key_before_anything_is_opened(string name, string value)
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => StartAsync(null, (name, value)));

        Assert.Equal(ExitCodes.Usage, error.ExitCode);
        Assert.Contains("Admin:Key", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("http_ports")]
    [InlineData("HTTPS_PORTS")]
    public async Task Ports_alone_open_the_host_to_others(string name)
    {
        foreach (var settings in new[] { new Dictionary<string, string?> { [name] = "0" }, new() { ["urls"] = "", [name] = "0" } })
        {
            var error = await Assert.ThrowsAsync<UserErrorException>(() => Startup.StartAsync(
                new HostSettings(_folder.File("data"), null, settings), CancellationToken.None));

            Assert.Contains("http", error.Message, StringComparison.Ordinal);
            Assert.Contains("Admin:Key", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Address_that_no_setting_names_stops_the_start_when_it_is_opened()
    {
        var port = FreePort();

        var error = await Assert.ThrowsAsync<UserErrorException>(() => StartAsync(kestrel => kestrel.ListenAnyIP(port)));

        Assert.Contains("Admin:Key", error.Message, StringComparison.Ordinal);
        using var connection = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => connection.ConnectAsync(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Key_lets_the_host_listen_anywhere_under_any_name()
    {
        await using var app = await StartAsync(null, ("Admin:Key", Key), ("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:0"));

        Assert.Equal(Exposure.Network, app.Services.GetRequiredService<AccessOptions>().Exposure);
        Assert.Equal(401, await StatusAsync(app, "/api/orders", ("Host", "pipeline.example.com")));
        Assert.Equal(200, await StatusAsync(app, "/api/orders", ("Host", "pipeline.example.com"), (CallerKeys.HeaderName, Key)));
    }

    [Fact]
    public async Task Addresses_that_are_opened_count_and_not_those_that_are_set()
    {
        await using var app = await StartAsync(
            null, ("Admin:Key", Key), ("urls", "http://0.0.0.0:0"), ("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:0"));

        Assert.Equal(Exposure.ThisMachine, app.Services.GetRequiredService<AccessOptions>().Exposure);
        Assert.Equal(421, await StatusAsync(app, "/api/orders", ("Host", "pipeline.example.com"), (CallerKeys.HeaderName, Key)));
    }

    [Fact]
    public async Task Allowed_hosts_are_served_besides_loopback()
    {
        await using var app = await StartAsync(null, ("AllowedHosts", "shop.example.com"));

        Assert.Equal(200, await StatusAsync(app, "/api/orders"));
        Assert.Equal(200, await StatusAsync(app, "/api/orders", ("Host", "shop.example.com"), ("Origin", "https://shop.example.com")));
        Assert.Equal(421, await StatusAsync(app, "/api/orders", ("Host", "evil.com")));
    }

    [Fact]
    public async Task Simulated_webhooks_reach_an_address_of_kestrel_s_own_section()
    {
        var socket = _folder.File("pipeline.sock");
        await using var app = await StartAsync(
            null,
            ("Kestrel:Endpoints:A:Url", $"http://unix:{socket}"),
            ("Kestrel:Endpoints:B:Url", "http://127.0.0.1:0"));
        var own = await app.Services.GetRequiredService<IMerchantAddress>().GetAsync(CancellationToken.None);

        using var client = new PipelineClient(own);
        await client.WaitForAsync(await client.PlaceAsync("c-1"), "confirmed");
    }

    // Over a unix socket a call has no address, and a key is asked for all the same.
    [Fact]
    public async Task Key_is_asked_for_over_a_unix_socket()
    {
        var socket = _folder.File("pipeline.sock");
        await using var app = await StartAsync(
            null,
            ("Admin:Key", Key),
            ("Payments:Simulator:Enabled", "false"),
            ("Webhooks:Stripe:SigningSecrets:0", "whsec_0123456789abcdef"),
            ("urls", $"http://unix:{socket}"));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });

        using var refused = await http.GetAsync(new Uri("http://localhost/api/stats"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        http.DefaultRequestHeaders.Add(CallerKeys.HeaderName, Key);
        using var served = await http.GetAsync(new Uri("http://localhost/api/stats"));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task Simulated_provider_needs_an_address_that_it_can_call()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(
            () => StartAsync(null, ("urls", $"http://unix:{_folder.File("pipeline.sock")}")));

        Assert.Contains("TCP", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private Task<WebApplication> StartAsync(Action<KestrelServerOptions>? listen, params (string Name, string? Value)[] settings) =>
        Startup.StartAsync(
            new HostSettings(_folder.File("data"), null, settings.Append(("Logging:LogLevel:Default", "Error")).ToDictionary(
                setting => setting.Item1, setting => setting.Item2, StringComparer.OrdinalIgnoreCase))
            {
                Presets = new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" },
            },
            CancellationToken.None,
            listen is null ? null : services => services.Configure(listen));

    private static async Task<int> StatusAsync(WebApplication app, string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(OwnAddress.Of(app.Urls), path));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
