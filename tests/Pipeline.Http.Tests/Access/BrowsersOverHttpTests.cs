using System.Net.Sockets;
using System.Text;

namespace Pipeline.Http.Tests.Access;

/// <summary>A host on loopback without keys, and what pages and proxies send to it.</summary>
public sealed class BrowsersOverHttpTests : HttpTest
{
    [Theory]
    [InlineData("Host", "evil.com", 421, "host-not-allowed")]
    [InlineData("Origin", "https://evil.com", 403, "cross-origin")]
    [InlineData("Origin", "null", 403, "cross-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "cross-origin")]
    [InlineData("X-Forwarded-For", "127.0.0.1", 401, "client-key-required")]
    public async Task Order_is_not_placed_for_a_page_or_through_a_proxy(string header, string value, int status, string code)
    {
        await ProblemAssert.IsAsync(await PlaceAsync(headers: (header, value)), status, code);

        Assert.Equal(0, Orders.Count);
        Assert.Equal(202, (int)(await PlaceAsync(headers: ("Origin", Client.BaseAddress!.GetLeftPart(UriPartial.Authority)))).StatusCode);
        Assert.Equal(1, Orders.Count);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("nothing/here")]
    [InlineData("health/live")]
    public async Task Nothing_is_read_under_a_foreign_name(string path) =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Get, path, headers: ("Host", "evil.com:7071")), 421, "host-not-allowed");

    [Theory]
    [InlineData("https://evil.com", 403)]
    [InlineData(null, 405)]
    public async Task Preflight_gets_no_permission(string? origin, int status)
    {
        (string, string)[] asked = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type")];

        var response = await SendAsync(HttpMethod.Options, "orders", headers: origin is null ? asked : [.. asked, ("Origin", origin)]);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: localhost", 404)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nhOST: LOCALHOST", 404)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: localhost\r\nHost: evil.com", 400)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: evil.com\r\nHost: localhost", 400)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: localhost.", 421)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost:", 421)]
    [InlineData("GET /api/orders/none HTTP/1.1", 400)]
    [InlineData("GET /api/orders/none HTTP/1.0", 421)]
    [InlineData("GET http://evil.com/api/orders/none HTTP/1.1\r\nHost: evil.com", 421)]
    [InlineData("GET http://evil.com/api/orders/none HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET http://localhost/api/orders/none HTTP/1.1\r\nHost: evil.com", 400)]
    [InlineData("GET http://localhost/api/orders/none HTTP/1.1\r\nHost: localhost", 404)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: localhost\r\norigin: https://evil.com", 403)]
    [InlineData("GET /api/orders/none HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nOrigin: https://evil.com", 403)]
    [InlineData("POST /api/orders/none/cancel HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nSEC-FETCH-SITE: Cross-Site", 403)]
    public async Task Request_is_judged_however_it_is_written(string request, int status) =>
        Assert.Equal($"HTTP/1.1 {status}", (await RawAsync(request))[..12]);

    private async Task<string> RawAsync(string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request + "\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
