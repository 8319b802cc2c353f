using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Tests.Serve;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://localhost:7071", "http://localhost:7071/")]
    [InlineData("http://0.0.0.0:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://[::]:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://[::1]:7071", "http://[::1]:7071/")]
    [InlineData("http://*:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://192.168.1.5:80", "http://192.168.1.5/")]
    [InlineData("http://unix:/tmp/a.sock http://127.0.0.1:1", "http://127.0.0.1:1/")]
    [InlineData("https://127.0.0.1:1 http://127.0.0.1:2", "http://127.0.0.1:2/")]
    [InlineData("https://127.0.0.1:1", "https://127.0.0.1:1/")]
    public void Address_to_call_is_plain_http_over_loopback_where_possible(string bound, string reachable) =>
        Assert.Equal(reachable, OwnAddress.Of(bound.Split(' ')).ToString());

    [Fact]
    public void Unix_socket_alone_cannot_be_called() =>
        Assert.Throws<UserErrorException>(() => OwnAddress.Of(["http://unix:/tmp/a.sock"]));
}
