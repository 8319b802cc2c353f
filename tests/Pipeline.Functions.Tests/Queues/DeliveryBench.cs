using System.Collections.Immutable;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Reactions;
using Pipeline.Email;
using Pipeline.Failures;
using Pipeline.Functions.Queues;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.Queues;

/// <summary>One queue with a reaction that does as it is told, and everything around it mocked.</summary>
internal sealed class DeliveryBench : IReaction
{
    private readonly VirtualTime _time = new(Messages.Now);
    private Func<Result<ImmutableArray<Effect>>> _react = () => ImmutableArray<Effect>.Empty;

    public DeliveryBench()
    {
        var effects = new EffectRunner(
            Mock.Of<IEmailSender>(), Mock.Of<IEventIntake>(), Mock.Of<IOrderViews>(), Mock.Of<IInventory>(), Counters.Object,
            Mock.Of<ISagaClient>());
        Sender.Setup(sender => sender.SendAsync(It.IsAny<QueueMessage>(), It.IsAny<CancellationToken>()))
            .Callback((QueueMessage message, CancellationToken _) => Order.Add($"send {message.Attempt}"));
        Actions.Setup(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback(() => Order.Add("complete"));
        DeadLetters.Setup(deadLetters => deadLetters.ResolvedAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string id, CancellationToken _) => Order.Add($"resolve {id}"));
        Delivery = new QueueDelivery(
            new ReactionRunner([this], effects), Sender.Object, DeadLetters.Object, _time, NullLogger<QueueDelivery>.Instance);
    }

    public string Queue => "count-log-line";

    public QueueDelivery Delivery { get; }

    public Mock<ICounterWriter> Counters { get; } = new();

    public Mock<IQueueSender> Sender { get; } = new(MockBehavior.Loose);

    public Mock<IQueueDeadLetters> DeadLetters { get; } = new(MockBehavior.Loose);

    public Mock<ServiceBusMessageActions> Actions { get; } = new(MockBehavior.Loose);

    /// <summary>What was done about the message, in its order.</summary>
    public List<string> Order { get; } = [];

    /// <summary>How often the reaction was asked.</summary>
    public int Reactions { get; private set; }

    public void Fails(Failure failure) => _react = () => failure;

    public void Does(params Effect[] effects) => _react = () => effects.ToImmutableArray();

    public Task DeliverAsync(ServiceBusReceivedMessage message) =>
        Delivery.DeliverAsync(Queue, message, Actions.Object, CancellationToken.None);

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        Reactions++;
        cancellation.ThrowIfCancellationRequested();
        return new(_react());
    }
}
