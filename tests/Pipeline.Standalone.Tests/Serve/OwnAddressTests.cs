using Pipeline.Standalone.Serve;

namespace Pipeline.Standalone.Tests.Serve;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://0.0.0.0:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://[::]:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://*:7071", "http://127.0.0.1:7071/")]
    [InlineData("http://192.168.1.5:80", "http://192.168.1.5/")]
    public void Wildcard_address_is_reached_over_loopback(string bound, string reachable) =>
        Assert.Equal(reachable, OwnAddress.Reachable(bound).ToString());
}
