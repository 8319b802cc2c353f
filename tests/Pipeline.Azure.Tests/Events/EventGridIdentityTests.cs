namespace Pipeline.Azure.Tests.Events;

public sealed class EventGridIdentityTests : GridTest
{
    protected override Dictionary<string, string?> Settings => [];

    [Fact]
    public async Task Identity_alone_publishes_when_no_key_is_set()
    {
        Assert.Null(Assert.Single(await PublishAsync(Event("e1"))));

        Assert.Equal(["e1"], Published());
        Assert.Equal(["https://eventgrid.azure.net/.default"], Token.Scopes);
    }
}
