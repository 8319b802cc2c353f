using Azure.Messaging;
using Moq;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Events;

public sealed class DirectToQueuesTests
{
    private readonly List<QueueMessage> _sent = [];
    private readonly Mock<IQueueSender> _sender = new();

    public DirectToQueuesTests() => _sender
        .Setup(sender => sender.SendAsync(It.IsAny<QueueMessage>(), It.IsAny<CancellationToken>()))
        .Callback((QueueMessage message, CancellationToken _) => _sent.Add(message))
        .Returns(Task.CompletedTask);

    [Fact]
    public async Task Event_goes_to_each_queue_that_takes_it()
    {
        var captured = Some.Event(Some.Captured());

        Assert.Null(Assert.Single(await new DirectToQueues(_sender.Object).PublishAsync([captured], default)));

        Assert.Equal(
            ["order-saga", "reserve-inventory", "project-order-view", "archive-events"], _sent.Select(message => message.Queue));
        Assert.All(_sent, message => Assert.Equal(new QueueMessage(message.Queue, captured), message));
    }

    [Fact]
    public async Task Later_events_are_not_sent_when_one_may_be_tried_again()
    {
        _sender
            .Setup(sender => sender.SendAsync(It.Is<QueueMessage>(message => message.Event.Id == "2"), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("queue-busy", "busy")));

        var failures = await new DirectToQueues(_sender.Object).PublishAsync([Event("1"), Event("2"), Event("3")], default);

        Assert.Equal([null, "queue-busy", "queue-busy"], failures.Select(failure => failure?.Code));
        Assert.DoesNotContain(_sent, message => message.Event.Id == "3");
    }

    [Fact]
    public async Task Later_events_are_sent_when_one_is_refused_for_good()
    {
        _sender
            .Setup(sender => sender.SendAsync(It.Is<QueueMessage>(message => message.Event.Id == "1"), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Permanent("message-too-large", "large")));

        var failures = await new DirectToQueues(_sender.Object).PublishAsync([Event("1"), Event("2")], default);

        Assert.Equal(["message-too-large", null], failures.Select(failure => failure?.Code));
        Assert.Contains(_sent, message => message.Event.Id == "2");
    }

    private static CloudEvent Event(string id) => Some.Event(Some.Captured(), id: id);
}
