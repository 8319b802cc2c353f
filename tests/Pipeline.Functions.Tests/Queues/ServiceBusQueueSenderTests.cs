using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Moq;
using Pipeline.Azure.Queues;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Functions.Queues;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Queues;

public sealed class ServiceBusQueueSenderTests
{
    private readonly Mock<ServiceBusClient> _client = new();
    private readonly Mock<ServiceBusSender> _sender = new();
    private readonly ServiceBusQueueSender _queues;

    public ServiceBusQueueSenderTests()
    {
        _client.Setup(client => client.CreateSender("count-log-line")).Returns(_sender.Object);
        _queues = new ServiceBusQueueSender(_client.Object, new SequentialIds());
    }

    [Fact]
    public async Task A_message_is_the_event_in_structured_mode_with_its_attempt()
    {
        await SendAsync(new QueueMessage("count-log-line", Messages.LogLine(), 2, Messages.Now.AddSeconds(1), "d-1"));

        var sent = Assert.Single(Sent());
        Assert.Equal("e-1", CloudEvents.FromJson(sent.Body).Id);
        Assert.Equal("application/cloudevents+json", sent.ContentType);
        Assert.Equal((2, "d-1"), ((int)sent.ApplicationProperties["attempt"], (string)sent.ApplicationProperties["deadLetterId"]));
        Assert.Equal(Messages.Now.AddSeconds(1), sent.ScheduledEnqueueTime);
    }

    [Fact]
    public async Task A_message_for_now_is_not_scheduled_and_replays_nothing()
    {
        await SendAsync(new QueueMessage("count-log-line", Messages.LogLine()));

        var sent = Assert.Single(Sent());
        Assert.Equal(default, sent.ScheduledEnqueueTime);
        Assert.False(sent.ApplicationProperties.ContainsKey("deadLetterId"));
    }

    [Fact]
    public async Task Every_send_is_a_message_of_its_own_over_one_link()
    {
        await SendAsync(new QueueMessage("count-log-line", Messages.LogLine()));
        await SendAsync(new QueueMessage("count-log-line", Messages.LogLine()));

        Assert.Equal(2, Sent().Select(message => message.MessageId).Distinct().Count());
        _client.Verify(client => client.CreateSender("count-log-line"), Times.Once);
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy)]
    [InlineData(ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task A_broker_that_may_not_have_it_is_a_transient_failure(ServiceBusFailureReason reason)
    {
        Throw(reason);

        var error = await Assert.ThrowsAsync<FailureException>(() => SendAsync(new QueueMessage("count-log-line", Messages.LogLine())));

        Assert.IsType<Transient>(error.Failure);
    }

    [Fact]
    public async Task An_identity_that_gets_no_token_is_a_transient_failure()
    {
        Throw(new AuthenticationFailedException("The identity endpoint does not answer."));

        var error = await Assert.ThrowsAsync<FailureException>(() => SendAsync(new QueueMessage("count-log-line", Messages.LogLine())));

        Assert.IsType<Transient>(error.Failure);
    }

    [Fact]
    public async Task A_message_that_the_broker_never_takes_is_a_permanent_failure()
    {
        Throw(ServiceBusFailureReason.MessageSizeExceeded);

        var error = await Assert.ThrowsAsync<FailureException>(() => SendAsync(new QueueMessage("count-log-line", Messages.LogLine())));

        Assert.Equal("message-too-large", Assert.IsType<Permanent>(error.Failure).Code);
    }

    private Task SendAsync(QueueMessage message) => _queues.SendAsync(message, CancellationToken.None);

    private IEnumerable<ServiceBusMessage> Sent() => _sender.Invocations.Select(call => (ServiceBusMessage)call.Arguments[0]!);

    private void Throw(ServiceBusFailureReason reason) => Throw(new ServiceBusException("It went wrong.", reason));

    private void Throw(Exception error) => _sender
        .Setup(sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(error);
}
