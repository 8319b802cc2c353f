using Pipeline.Failures;

namespace Pipeline.Azure.Tests.Events;

public sealed class EventGridWrongKeyTests : GridTest
{
    protected override Dictionary<string, string?> Settings => new() { ["EventGrid:Key"] = "another key" };

    [Fact]
    public async Task Events_wait_when_the_key_is_wrong()
    {
        var failure = Assert.Single(await PublishAsync(Event("e1")));

        Assert.Equal("event-grid-forbidden", Assert.IsType<Transient>(failure).Code);
        Assert.Empty(Grid.Events);
        Assert.Empty(Token.Scopes);
    }
}
