using System.Net;
using Microsoft.AspNetCore.Http;
using Pipeline.Http.Access;

namespace Pipeline.Http.Tests.Access;

public sealed class BrowserRulesTests
{
    private static readonly AccessOptions Named = new() { AllowedHosts = ["shop.example.com", "*.example.org"] };
    private static readonly AccessOptions InNetwork = new() { AdminKey = "a key", Exposure = Exposure.Network };

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:7071")]
    [InlineData("LocalHost:1")]
    [InlineData("127.0.0.1:7071")]
    [InlineData("127.9.8.7")]
    [InlineData("[::1]:7071")]
    [InlineData("[::1]")]
    public void Names_of_loopback_are_served(string host) => Assert.Null(Host(new AccessOptions(), host));

    [Theory]
    [InlineData("evil.com")]
    [InlineData("evil.com:7071")]
    [InlineData("127.0.0.1.evil.com")]
    [InlineData("localhost.evil.com:7071")]
    [InlineData("evil.localhost")]
    [InlineData("localhost.")]
    [InlineData("127.0.0.1.")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("0.0.0.0:7071")]
    [InlineData("[::]")]
    [InlineData("[::1%1]")]
    [InlineData("[::1%eth0]:7071")]
    [InlineData("[::1")]
    [InlineData("::1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("192.168.1.7")]
    [InlineData("a@localhost")]
    [InlineData("localhost:7071:7071")]
    [InlineData("localhost:")]
    [InlineData("localhost:99999")]
    [InlineData("localhost,evil.com")]
    [InlineData("localhost evil.com")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_names_are_refused_on_this_machine_with_and_without_keys(string? host)
    {
        Assert.Equal("host-not-allowed", Host(new AccessOptions(), host));
        Assert.Equal("host-not-allowed", Host(new AccessOptions { AdminKey = "a key" }, host));
    }

    [Fact]
    public void Host_given_twice_is_refused() => Assert.Equal("host-not-allowed", Host(new AccessOptions(), "localhost", "localhost"));

    [Theory]
    [InlineData("shop.example.com", true)]
    [InlineData("SHOP.example.com:8080", true)]
    [InlineData("www.example.org", true)]
    [InlineData("a.b.example.org", true)]
    [InlineData("localhost:7071", true)]
    [InlineData("example.org", false)]
    [InlineData(".example.org", false)]
    [InlineData("evilexample.org", false)]
    [InlineData("shop.example.com.evil.com", false)]
    [InlineData("example.com", false)]
    public void Configured_names_are_served_besides_those_of_loopback(string host, bool isServed)
    {
        var expected = isServed ? null : "host-not-allowed";

        Assert.Equal(expected, Host(Named, host));
        Assert.Equal(expected, Host(Named with { AdminKey = "a key", Exposure = Exposure.Network }, host));
    }

    [Fact]
    public void Any_name_is_served_where_keys_are_asked_for_or_a_platform_stands_in_front()
    {
        Assert.Null(Host(InNetwork, "anything.example.net"));
        Assert.Null(Host(Named with { Exposure = Exposure.Platform }, "anything.example.net"));
        Assert.Null(Host(new AccessOptions { AdminKey = "a key", AllowedHosts = ["*"] }, "anything.example.net"));
    }

    [Fact]
    public void Address_that_the_call_came_in_at_is_served()
    {
        var context = Request("10.0.0.1:7071");
        context.Connection.LocalIpAddress = IPAddress.Parse("::ffff:10.0.0.1");
        var rules = new BrowserRules(Named with { AdminKey = "a key", Exposure = Exposure.Network });

        Assert.Null(rules.WhyNot(context.Request));
        context.Connection.LocalIpAddress = IPAddress.Parse("10.0.0.2");
        Assert.Equal("host-not-allowed", rules.WhyNot(context.Request)?.Code);
    }

    [Theory]
    [InlineData("http://localhost:7071", true)]
    [InlineData("HTTP://LOCALHOST:7071", true)]
    [InlineData("http://shop.example.com", true)]
    [InlineData("https://shop.example.com:8443", true)]
    [InlineData("https://www.example.org", true)]
    [InlineData("https://localhost:7071", false)]
    [InlineData("http://localhost:7072", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://127.0.0.1:7071", false)]
    [InlineData("http://localhost.:7071", false)]
    [InlineData("http://localhost:7071.evil.com", false)]
    [InlineData("http://localhost.evil.com:7071", false)]
    [InlineData("http://evil.com/shop.example.com", false)]
    [InlineData("http://evil.com?shop.example.com", false)]
    [InlineData("http://shop.example.com.evil.com", false)]
    [InlineData("http://shop.example.com@evil.com", false)]
    [InlineData("chrome-extension://localhost:7071", false)]
    [InlineData("file://", false)]
    [InlineData("localhost:7071", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData("*", false)]
    public void Origin_must_be_the_request_s_own_or_configured(string origin, bool isServed) => Assert.All(
        ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
        method => Assert.Equal(isServed ? null : "cross-origin", Headers(Named, method, "localhost:7071", ("Origin", [origin]))));

    [Fact]
    public void Origin_given_twice_is_refused() => Assert.Equal(
        "cross-origin", Headers(new AccessOptions(), "GET", "localhost", ("Origin", ["http://localhost", "http://localhost"])));

    [Theory]
    [InlineData("shop.example.com", "http://shop.example.com", true)]
    [InlineData("shop.example.com", "https://shop.example.com", true)]
    [InlineData("shop.example.com", "https://shop.example.com:443", true)]
    [InlineData("shop.example.com:8443", "https://shop.example.com:8443", true)]
    [InlineData("shop.example.com", "https://shop.example.com:8443", false)]
    [InlineData("127.0.0.1:7071", "https://shop.example.com", false)]
    public void Own_origin_may_have_its_tls_end_at_a_proxy(string host, string origin, bool isServed) => Assert.All(
        [InNetwork, new AccessOptions { Exposure = Exposure.Platform }],
        access => Assert.Equal(isServed ? null : "cross-origin", Headers(access, "POST", host, ("Origin", [origin]))));

    // AllowedHosts=* says which names are served, not whose pages may act.
    [Fact]
    public void Any_host_does_not_mean_any_origin() => Assert.Equal(
        "cross-origin",
        Headers(InNetwork with { AllowedHosts = ["*"] }, "POST", "shop.example.com", ("Origin", ["https://evil.com"])));

    [Theory]
    [InlineData("POST", "cross-site", false)]
    [InlineData("POST", "same-site", false)]
    [InlineData("PUT", "Cross-Site", false)]
    [InlineData("DELETE", "something-new", false)]
    [InlineData("POST", "", false)]
    [InlineData("POST", "same-origin", true)]
    [InlineData("POST", "Same-Origin", true)]
    [InlineData("POST", "none", true)]
    [InlineData("GET", "cross-site", true)]
    [InlineData("HEAD", "cross-site", true)]
    public void Other_sites_may_only_read(string method, string site, bool isServed) => Assert.Equal(
        isServed ? null : "cross-origin", Headers(Named, method, "localhost:7071", ("Sec-Fetch-Site", [site])));

    [Fact]
    public void Pages_of_configured_hosts_may_act_from_their_site() => Assert.Null(Headers(
        Named, "POST", "localhost:7071", ("Sec-Fetch-Site", ["cross-site"]), ("Origin", ["https://shop.example.com"])));

    private static string? Host(AccessOptions access, params string?[] hosts) =>
        new BrowserRules(access).WhyNot(Request(hosts).Request)?.Code;

    private static string? Headers(AccessOptions access, string method, string host, params (string Name, string[] Values)[] headers)
    {
        var context = Request(host);
        context.Request.Method = method;
        foreach (var (name, values) in headers)
        {
            context.Request.Headers[name] = values;
        }

        return new BrowserRules(access).WhyNot(context.Request)?.Code;
    }

    private static DefaultHttpContext Request(params string?[] hosts)
    {
        var context = new DefaultHttpContext { Request = { Method = "GET", Scheme = "http" } };
        if (hosts is not [null])
        {
            context.Request.Headers.Host = hosts;
        }

        return context;
    }
}
