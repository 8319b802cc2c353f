using System.Net;
using Microsoft.AspNetCore.Http;
using Pipeline.Http.Access;

namespace Pipeline.Http.Tests.Access;

public sealed class CallerKeysTests
{
    private static readonly AccessOptions Both = new() { AdminKey = "the admin key", ClientKeys = ["a client's key", "its next key"] };

    private readonly DefaultHttpContext _context = new();

    [Theory]
    [InlineData("the admin key", true, true)]
    [InlineData("a client's key", true, false)]
    [InlineData("its next key", true, false)]
    [InlineData("The admin key", false, false)]
    [InlineData("the admin key ", false, false)]
    [InlineData("a client's key,its next key", false, false)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    public void Key_opens_what_its_level_may_do(string? key, bool opensClients, bool opensOperators)
    {
        if (key is not null)
        {
            _context.Request.Headers["X-Functions-Key"] = key;
        }

        Assert.Equal(opensClients ? null : "client-key-required", WhyNot(Both, AccessLevel.Function));
        Assert.Equal(opensOperators ? null : "admin-key-required", WhyNot(Both, AccessLevel.Admin));
        Assert.Null(WhyNot(Both, AccessLevel.Anonymous));
    }

    [Fact]
    public void Key_given_twice_is_none()
    {
        _context.Request.Headers[CallerKeys.HeaderName] = new(["the admin key", "the admin key"]);

        Assert.Equal("admin-key-required", WhyNot(Both, AccessLevel.Admin));
    }

    // A key in a URL would be in every log on the way.
    [Fact]
    public void Key_in_the_query_is_none()
    {
        _context.Request.QueryString = new QueryString("?code=the%20admin%20key");

        Assert.Equal("admin-key-required", WhyNot(Both, AccessLevel.Admin));
    }

    [Fact]
    public void Operators_calls_are_closed_when_clients_alone_have_keys()
    {
        var clientsOnly = new AccessOptions { ClientKeys = ["a client's key"] };
        _context.Request.Headers[CallerKeys.HeaderName] = "a client's key";

        Assert.Null(WhyNot(clientsOnly, AccessLevel.Function));
        Assert.Equal("admin-key-required", WhyNot(clientsOnly, AccessLevel.Admin));
    }

    [Fact]
    public void Admin_key_alone_is_asked_of_clients_too() =>
        Assert.Equal("client-key-required", WhyNot(new AccessOptions { AdminKey = "the admin key" }, AccessLevel.Function));

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.7", true)]
    [InlineData("10.0.0.7", "10.0.0.1", false)]
    [InlineData("::ffff:10.0.0.7", "::ffff:10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.1", false)]
    [InlineData("127.0.0.1", "10.0.0.1", false)]
    [InlineData("10.0.0.7", "127.0.0.1", false)]
    public void Without_keys_only_connections_over_loopback_are_served(string? remote, string? local, bool isServed)
    {
        _context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        _context.Connection.LocalIpAddress = local is null ? null : IPAddress.Parse(local);

        Assert.Equal(isServed ? null : "client-key-required", WhyNot(new AccessOptions(), AccessLevel.Function));
        Assert.Equal(isServed ? null : "admin-key-required", WhyNot(new AccessOptions(), AccessLevel.Admin));
        Assert.Null(WhyNot(new AccessOptions(), AccessLevel.Anonymous));
    }

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("x-forwarded-for")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("X-Forwarded-Server")]
    [InlineData("X-Original-For")]
    [InlineData("X-Original-URL")]
    [InlineData("VIA")]
    [InlineData("X-Real-Ip")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("CF-Ray")]
    [InlineData("CDN-Loop")]
    [InlineData("X_FORWARDED_FOR")]
    [InlineData("X-Real-Port")]
    [InlineData("X-Remote-Addr")]
    [InlineData("X-ARR-ClientIP")]
    [InlineData("X-Azure-FDID")]
    [InlineData("X-AppEngine-User-IP")]
    [InlineData("DO-Connecting-IP")]
    [InlineData("Fly-Client-IP")]
    [InlineData("client-ip")]
    [InlineData("Tailscale-User-Login")]
    [InlineData("X-Scheme")]
    public void Without_keys_no_proxy_is_served(string header)
    {
        _context.Request.Headers[header] = "127.0.0.1";

        Assert.Equal("client-key-required", WhyNot(new AccessOptions(), AccessLevel.Function));
        Assert.Equal("admin-key-required", WhyNot(new AccessOptions(), AccessLevel.Admin));
    }

    [Fact]
    public void Platform_has_asked_for_its_own_keys() =>
        Assert.Null(WhyNot(Both with { Exposure = Exposure.Platform }, AccessLevel.Admin));

    private string? WhyNot(AccessOptions access, AccessLevel level) => new CallerKeys(access).WhyNot(_context.Request, level)?.Code;
}
