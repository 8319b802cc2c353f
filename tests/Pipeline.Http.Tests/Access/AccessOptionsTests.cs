using Microsoft.Extensions.Configuration;
using Pipeline.Http.Access;

namespace Pipeline.Http.Tests.Access;

public sealed class AccessOptionsTests
{
    [Theory]
    [InlineData("http://localhost:7071")]
    [InlineData("http://LOCALHOST:7071")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.5.6.7:80")]
    [InlineData("http://[::1]:7071")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://unix:/tmp/pipeline.sock")]
    public void Host_may_start_without_a_key_on_loopback(string url) => Assert.Null(new AccessOptions().WhyNotStart([url]));

    [Theory]
    [InlineData("http://*:80")]
    [InlineData("http://+:80")]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://192.168.1.7:7071")]
    [InlineData("http://[2001:db8::1]:7071")]
    [InlineData("http://[fe80::1%251]:7071")]
    [InlineData("http://pipeline.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("localhost:7071")]
    [InlineData("")]
    public void Host_must_not_start_without_the_admin_key_beyond_loopback(string url)
    {
        string[] urls = ["http://localhost:7071", url];

        Assert.Contains("Admin:Key", new AccessOptions().WhyNotStart(urls), StringComparison.Ordinal);
        Assert.Contains("Admin:Key", new AccessOptions { ClientKeys = ["a client key"] }.WhyNotStart(urls), StringComparison.Ordinal);
        Assert.Null(new AccessOptions { AdminKey = "a key" }.WhyNotStart(urls));
    }

    [Fact]
    public void Client_key_must_not_be_the_admin_key() => Assert.Contains(
        "Clients:Keys",
        new AccessOptions { AdminKey = "the same", ClientKeys = ["another", "the same"] }.WhyNotStart([]),
        StringComparison.Ordinal);

    [Fact]
    public void Any_host_must_not_be_allowed_without_a_key()
    {
        var any = new AccessOptions { AllowedHosts = ["shop.example.com", "*"] };

        Assert.Contains("AllowedHosts", any.WhyNotStart([]), StringComparison.Ordinal);
        Assert.Null((any with { AdminKey = "a key" }).WhyNotStart([]));
    }

    [Fact]
    public void Options_are_read_from_the_settings()
    {
        var read = AccessOptions.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Admin:Key"] = "the admin key",
                ["Clients:Keys:0"] = "old",
                ["Clients:Keys:1"] = "new",
                ["AllowedHosts"] = " shop.example.com ;; *.example.org",
            }).Build(),
            Exposure.Network);

        Assert.Equal(("the admin key", Exposure.Network), (read.AdminKey, read.Exposure));
        Assert.Equal(["old", "new"], read.ClientKeys);
        Assert.Equal(["shop.example.com", "*.example.org"], read.AllowedHosts);
    }

    [Fact]
    public void Nothing_is_open_to_anyone_when_nothing_is_set()
    {
        var read = AccessOptions.Read(new ConfigurationBuilder().Build(), Exposure.ThisMachine);

        Assert.Equal((false, false), (read.HasKeys, read.ServesAnyHost));
    }
}
