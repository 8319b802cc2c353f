using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Pipeline.EventGridEndpoint;

namespace Pipeline.SimulatedDays.Tests.Azure;

public sealed class MemoryEventGridTests
{
    private readonly List<CloudEvent> _accepted = [];
    private readonly MemoryEventGrid _topic;

    public MemoryEventGridTests() => _topic = new MemoryEventGrid { OnAccepted = _accepted.AddRange };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_are_accepted_in_the_calling_thread_by_identity_and_by_key(bool byKey)
    {
        var sending = Send(Event("e-1"), byKey ? LoopbackEventGrid.Key : null);

        Assert.True(sending.IsCompletedSuccessfully);
        Assert.Equal("e-1", Assert.Single(_accepted).Id);
    }

    [Fact]
    public async Task Wrong_key_is_refused_as_the_topic_does() =>
        Assert.Equal(401, (await Assert.ThrowsAsync<RequestFailedException>(() => Send(Event("e-1"), "another key"))).Status);

    [Theory]
    [InlineData(503, 0)]
    [InlineData(429, 7)]
    public async Task Busy_topic_accepts_nothing_and_says_when_to_come_again(int status, int seconds)
    {
        _topic.Fault = () => new EventGridFault.Answer(status, seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => Send(Event("e-1")));

        Assert.Equal(status, error.Status);
        Assert.Equal(seconds > 0, error.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var pause) && pause == $"{seconds}");
        Assert.Empty(_accepted);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Connection_breaks_before_or_after_the_events_are_accepted(bool isAfter, int accepted)
    {
        _topic.Fault = () => isAfter ? new EventGridFault.LostAnswer() : new EventGridFault.Reset();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => Send(Event("e-1")));

        Assert.Equal((0, accepted), (error.Status, _accepted.Count));
    }

    private Task<Response> Send(CloudEvent cloudEvent, string? key = null)
    {
        var options = new EventGridPublisherClientOptions { Retry = { MaxRetries = 0 }, Transport = _topic };
        var client = key is null
            ? new EventGridPublisherClient(MemoryEventGrid.TopicEndpoint, new EventGridToken(), options)
            : new EventGridPublisherClient(MemoryEventGrid.TopicEndpoint, new AzureKeyCredential(key), options);
        return client.SendEventAsync(cloudEvent);
    }

    private static CloudEvent Event(string id) => new("/tests", "com.example.log.line", new { level = "info" }) { Id = id };
}
