using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.AzurePath;
using Pipeline.Email;
using Pipeline.Failures;
using Pipeline.Functions.Queues;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>The product's publisher; what befalls single requests, the topic itself decides.</summary>
internal sealed class TopicPort(IEventPublisher publisher, Way way) : IEventPublisher
{
    public async Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var fault = await way.GoAsync(FaultyPart.Topic, cancellation);
        var failures = await publisher.PublishAsync(events, cancellation);
        await way.ComeBackAsync(fault, cancellation);
        return failures;
    }
}

/// <summary>Sends to the broker.</summary>
internal sealed class SenderPort(IQueueSender sender, Way way) : IQueueSender
{
    public Task SendAsync(QueueMessage message, CancellationToken cancellation) => way.CallAsync(
        FaultyPart.Broker,
        () => sender.SendAsync(message, cancellation),
        fault => ServiceBusFailure.Of(Failed(fault)),
        cancellation);

    /// <summary>What the SDK throws.</summary>
    public static ServiceBusException Failed(FaultKind fault) => new(
        $"{fault}, by the weather.",
        fault == FaultKind.Wrong ? ServiceBusFailureReason.GeneralError : ServiceBusFailureReason.ServiceCommunicationProblem);
}

/// <summary>Settles a message, as long as its lock is held.</summary>
/// <param name="actions">What settles it.</param>
/// <param name="isHeld">Whether its lock is held.</param>
/// <param name="way">The way to the broker.</param>
internal sealed class SettlementPort(BrokerActions actions, Func<bool> isHeld, Way way) : ServiceBusMessageActions
{
    /// <summary>Called when the broker has settled it; the instance does not know yet.</summary>
    public required Action OnSettled { get; init; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(() => actions.CompleteMessageAsync(message, cancellationToken), cancellationToken);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) => SettleAsync(
            () => actions.DeadLetterMessageAsync(
                message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken),
            cancellationToken);

    private Task SettleAsync(Func<Task> settle, CancellationToken cancellation) => way.CallAsync(
        FaultyPart.Broker,
        () => SettleAsync(settle),
        SenderPort.Failed,
        cancellation);

    private async Task SettleAsync(Func<Task> settle)
    {
        await (isHeld() ? settle() : throw new ServiceBusException("The lock has run out.", ServiceBusFailureReason.MessageLockLost));
        OnSettled();
    }
}

/// <summary>Sends e-mails. Only what nobody foresaw makes dead letters: the end of what is known to be an outage is waited for.</summary>
internal sealed class MailPort(IEmailSender sender, Way way) : IEmailSender
{
    public Task SendAsync(EmailMessage message, CancellationToken cancellation) => way.CallAsync(
        FaultyPart.Mail,
        () => sender.SendAsync(message, cancellation),
        fault => fault == FaultKind.Wrong
            ? new NotSupportedException("The account is of a kind that nobody foresaw.")
            : new FailureException(new Transient("blobs-unavailable", $"{fault}, by the weather.") { IsOutage = true }),
        cancellation);
}
