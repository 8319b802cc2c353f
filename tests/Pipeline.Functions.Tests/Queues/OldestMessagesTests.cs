using Azure.Messaging.ServiceBus;
using Moq;
using Pipeline.Functions.Queues;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Queues;

public sealed class OldestMessagesTests
{
    private readonly Mock<ServiceBusReceiver> _receiver = new();
    private readonly OldestMessages _oldest;

    public OldestMessagesTests()
    {
        var client = new Mock<ServiceBusClient>();
        client.Setup(c => c.CreateReceiver("order-saga")).Returns(_receiver.Object);
        _oldest = new OldestMessages(client.Object, new VirtualTime(Messages.Now));
    }

    [Fact]
    public async Task The_age_is_that_of_the_first_message_that_is_due()
    {
        Queue(Message(300, ServiceBusMessageState.Scheduled), Message(90, ServiceBusMessageState.Active),
            Message(30, ServiceBusMessageState.Active));

        Assert.Equal(TimeSpan.FromSeconds(90), await AgeAsync());
    }

    [Fact]
    public async Task A_queue_with_nothing_due_has_no_age()
    {
        Queue(Message(300, ServiceBusMessageState.Scheduled));

        Assert.Equal(TimeSpan.Zero, await AgeAsync());
    }

    [Fact]
    public async Task A_clock_that_is_behind_the_broker_s_makes_no_negative_age()
    {
        Queue(Message(-5, ServiceBusMessageState.Active));

        Assert.Equal(TimeSpan.Zero, await AgeAsync());
    }

    private Task<TimeSpan> AgeAsync() => _oldest.AgeAsync("order-saga", CancellationToken.None);

    private void Queue(params ServiceBusReceivedMessage[] messages) => _receiver
        .Setup(receiver => receiver.PeekMessagesAsync(It.IsAny<int>(), 0, It.IsAny<CancellationToken>()))
        .ReturnsAsync(messages);

    private static ServiceBusReceivedMessage Message(int secondsAgo, ServiceBusMessageState state) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(enqueuedTime: Messages.Now.AddSeconds(-secondsAgo), serviceBusMessageState: state);
}
