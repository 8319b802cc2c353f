using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Moq;
using Pipeline.Azure.Queues;
using Pipeline.Failures;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Tests.Queues;

public sealed class ServiceBusQueueDepthsTests
{
    private readonly Mock<ServiceBusAdministrationClient> _client = new();

    [Fact]
    public async Task Depths_are_those_of_our_queues_and_no_other()
    {
        var page = Page<QueueRuntimeProperties>.FromValues(
            [
                ServiceBusModelFactory.QueueRuntimeProperties(
                    "order-saga", activeMessageCount: 3, scheduledMessageCount: 2, deadLetterMessageCount: 1,
                    transferDeadLetterMessageCount: 4),
                ServiceBusModelFactory.QueueRuntimeProperties("somebody-elses", activeMessageCount: 9),
            ],
            null,
            Mock.Of<Response>());
        _client.Setup(client => client.GetQueuesRuntimePropertiesAsync(It.IsAny<CancellationToken>()))
            .Returns(AsyncPageable<QueueRuntimeProperties>.FromPages([page]));

        Assert.Equal([new QueueDepth("order-saga", 3, 2, 5)], await ReadAsync());
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_a_transient_failure()
    {
        _client.Setup(client => client.GetQueuesRuntimePropertiesAsync(It.IsAny<CancellationToken>()))
            .Throws(new RequestFailedException(401, "The identity may not manage the namespace."));

        var error = await Assert.ThrowsAsync<FailureException>(ReadAsync);

        Assert.IsType<Transient>(error.Failure);
    }

    private Task<IReadOnlyList<QueueDepth>> ReadAsync() => new ServiceBusQueueDepths(_client.Object).ReadAsync(CancellationToken.None);
}
