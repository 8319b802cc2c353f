using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Pipeline.Azure.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Sagas;
using Pipeline.Functions.Tests.Queues;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.DeadLetters;

public sealed class DeadLetterDeliveryTests
{
    private readonly Mock<IQueueDeadLetters> _deadLetters = new();
    private readonly Mock<ServiceBusMessageActions> _actions = new();

    [Fact]
    public async Task A_dead_letter_is_kept_under_its_queue_with_its_reason_and_then_completed()
    {
        var body = new BinaryData(CloudEvents.ToJson(Messages.LogLine()));

        await RunAsync(
            Messages.Of(body, attempt: 4, deadLetterId: "d-1", from: "count-log-line", reason: "store-down", detail: "It is down."));

        _deadLetters.Verify(deadLetters => deadLetters.ArrivedAsync(
            "count-log-line", It.Is<CloudEvent>(e => e.Id == "e-1"), "store-down", "It is down.", 4, "d-1", It.IsAny<CancellationToken>()));
        _actions.Verify(
            actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData("ORDER-SAGA")]
    [InlineData("order-saga/$DeadLetterQueue")]
    public async Task A_queue_is_known_however_the_broker_writes_it(string source)
    {
        await RunAsync(Messages.Of(new BinaryData(CloudEvents.ToJson(Messages.LogLine())), from: source));

        _deadLetters.Verify(deadLetters => deadLetters.ArrivedAsync(
            "order-saga", It.IsAny<CloudEvent>(), "unknown", It.IsAny<string>(), 1, null, It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task A_message_that_is_no_event_is_kept_whole()
    {
        await RunAsync(Messages.Of(new BinaryData("garbage"), from: "order-saga", reason: "unreadable-message"));

        _deadLetters.Verify(deadLetters => deadLetters.ArrivedAsync(
            "order-saga",
            It.Is<CloudEvent>(e => e.Id == "m-1" && e.Type == "com.example.unreadable" && e.Data!.ToString() == "garbage"),
            "unreadable-message",
            It.IsAny<string>(),
            1,
            null,
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task A_store_that_is_down_leaves_the_message_to_come_again()
    {
        _deadLetters.Setup(deadLetters => deadLetters.ArrivedAsync(
                It.IsAny<string>(), It.IsAny<CloudEvent>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<int>(), It.IsAny<string?>(),
                It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("store-down", "The store is down.")));

        await RunAsync(Messages.Of(Messages.LogLine()));

        _actions.VerifyNoOtherCalls();
    }

    private Task RunAsync(ServiceBusReceivedMessage message) =>
        new QueueFunctions(
            delivery: null!,
            new DeadLetterDelivery(_deadLetters.Object, new VirtualTime(Messages.Now), NullLogger<DeadLetterDelivery>.Instance),
            new DurableClients()).KeepDeadLetters(message, _actions.Object, CancellationToken.None);
}
