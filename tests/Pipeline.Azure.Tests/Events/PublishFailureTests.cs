using Azure.Messaging.EventGrid;
using Moq;
using Pipeline.Azure.Events;
using Pipeline.Failures;
using Pipeline.Testing;
using Polly;

namespace Pipeline.Azure.Tests.Events;

public sealed class PublishFailureTests
{
    public static TheoryData<string> Cases => [.. FailureFamily.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_failure_concerns_its_event_only_or_stops_those_behind_it(string name)
    {
        var failure = FailureFamily.Of(FailureFamily.Types.Single(type => type.Name == name));
        var sent = 0;
        var client = new Mock<EventGridPublisherClient>();
        client.Setup(grid => grid.SendEncodedCloudEventsAsync(It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()))
            .Callback(() => sent++)
            .ThrowsAsync(new FailureException(failure));
        var publisher = new EventGridPublisher(client.Object, ResiliencePipeline.Empty, new VirtualTime());

        var failures = await publisher.PublishAsync([Some.Event(Some.Captured()), Some.Event(Some.Captured())], default);

        Assert.Equal([failure, failure], failures);
        // A batch that is refused for good is sent again in halves; after any other failure nothing more is sent.
        Assert.Equal(failure is Permanent ? 3 : 1, sent);
    }
}
