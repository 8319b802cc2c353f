using Microsoft.Extensions.Configuration;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Tests.Settings;

public sealed class ListeningUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://127.0.0.1:0/")]
    [InlineData("HTTP://localhost:65535")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]:80")]
    [InlineData("http://[::]:80")]
    [InlineData("http://*:80")]
    [InlineData("http://+:80")]
    [InlineData("http://shop.example.com:80")]
    [InlineData("http://unix:/tmp/a.sock")]
    [InlineData("http://127.0.0.1:1; http://127.0.0.1:2;")]
    public void Address_is_accepted(string urls) => Assert.Empty(Check(("urls", urls)));

    [Theory]
    [InlineData("http://127.0.0.1:99999", "'99999' is no port")]
    [InlineData("http://127.0.0.1:65536", "'65536' is no port")]
    [InlineData("http://127.0.0.1:-1", "'-1' is no port")]
    [InlineData("http://127.0.0.1:", "'' is no port")]
    [InlineData("http://127.0.0.1:http", "'http' is no port")]
    [InlineData("http://127.0.0.1:1:2", "'1:2' is no port")]
    [InlineData("https://127.0.0.1:443", "TLS is not served here")]
    [InlineData("HTTPS://*", "TLS is not served here")]
    [InlineData("ftp://127.0.0.1:80", "the scheme must be http")]
    [InlineData("nonsense", "an address is written as http://127.0.0.1:7071")]
    [InlineData("7071", "an address is written as")]
    [InlineData("127.0.0.1:7071", "an address is written as")]
    [InlineData("http:/127.0.0.1:7071", "an address is written as")]
    [InlineData("http://", "'' is no address")]
    [InlineData("http://:7071", "'' is no address")]
    [InlineData("http://256.0.0.1:80", "'256.0.0.1' is no address")]
    [InlineData("http://127.1:80", "'127.1' is no address")]
    [InlineData("http://[::1:80", "is no address")]
    [InlineData("http://[127.0.0.1]:80", "is no address")]
    [InlineData("http://me@127.0.0.1:80", "is no address")]
    [InlineData("http://a b:80", "'a b' is no address")]
    [InlineData("http://127.0.0.1:80/api", "'/api' must not follow the port")]
    [InlineData("http://127.0.0.1:80?a", "'?a' must not follow the port")]
    [InlineData("http://127.0.0.1/#a", "'/#a' must not follow the port")]
    [InlineData("http://localhost:0", "localhost is two addresses")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.1:99999", "--urls has http://127.0.0.1:99999: '99999' is no port")]
    [InlineData("http://127.0.0.1:1,http://127.0.0.1:2", "'1,http:' is no port")]
    [InlineData("", "--urls is empty")]
    [InlineData(" ; ", "--urls is empty")]
    public void What_nobody_can_listen_on_is_refused(string urls, string message) =>
        Assert.Contains(message, Assert.Single(Check(("urls", urls))), StringComparison.Ordinal);

    [Fact]
    public void Endpoints_of_kestrel_are_judged_too() => Assert.StartsWith(
        "Kestrel:Endpoints:Main:Url is https://127.0.0.1:1: TLS is not served here",
        Assert.Single(Check(("Kestrel:Endpoints:Main:Url", "https://127.0.0.1:1"))),
        StringComparison.Ordinal);

    [Fact]
    public void Ports_stand_in_for_addresses_and_are_judged()
    {
        Assert.Empty(Check(("urls", ""), ("http_ports", "8080")));
        Assert.Contains("99999", Assert.Single(Check(("http_ports", "8080;99999"))), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Check(params (string Name, string Value)[] settings) => ListeningUrl.Check(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build());
}
