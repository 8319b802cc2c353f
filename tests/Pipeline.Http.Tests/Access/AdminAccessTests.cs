using System.Net;
using Pipeline.Http.Access;

namespace Pipeline.Http.Tests.Access;

public sealed class AdminAccessTests
{
    [Theory]
    [InlineData("http://localhost:7071")]
    [InlineData("http://LOCALHOST:7071")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.5.6.7:80")]
    [InlineData("http://[::1]:7071")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://unix:/tmp/pipeline.sock")]
    public void Host_may_start_without_a_key_on_loopback(string url) => Assert.Null(AdminAccess.WhyNotStart([url], key: null));

    [Theory]
    [InlineData("http://*:80")]
    [InlineData("http://+:80")]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://192.168.1.7:7071")]
    [InlineData("http://[2001:db8::1]:7071")]
    [InlineData("http://pipeline.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("localhost:7071")]
    [InlineData("")]
    public void Host_must_not_start_without_a_key_beyond_loopback(string url)
    {
        Assert.Contains("Admin:Key", AdminAccess.WhyNotStart(["http://localhost:7071", url], key: ""), StringComparison.Ordinal);
        Assert.Null(AdminAccess.WhyNotStart(["http://localhost:7071", url], key: "a key"));
    }

    [Theory]
    [InlineData(false, false, "127.0.0.1", false)]
    [InlineData(false, false, "::1", false)]
    [InlineData(false, false, "::ffff:127.0.0.1", false)]
    [InlineData(false, false, null, false)]
    [InlineData(true, false, "127.0.0.1", true)]
    [InlineData(false, true, "127.0.0.1", true)]
    [InlineData(false, false, "10.0.0.7", true)]
    public void Call_needs_the_key_unless_it_can_only_come_from_this_machine(bool beyond, bool forwarded, string? remote, bool needs) =>
        Assert.Equal(needs, AdminAccess.NeedsKey(beyond, forwarded, remote is null ? null : IPAddress.Parse(remote)));
}
