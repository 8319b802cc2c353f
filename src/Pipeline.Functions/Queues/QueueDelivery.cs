using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Reactions;
using Pipeline.Failures;
using Pipeline.Functions.Telemetry;
using Pipeline.Reactions;

namespace Pipeline.Functions.Queues;

/// <summary>
/// What every queue function does: deliver the event, then settle the message. The one place that settles. A message that it cannot
/// settle comes again when its lock expires, and what was already done is recognised.
/// </summary>
public sealed partial class QueueDelivery(
    ReactionRunner reactions, IQueueSender sender, IQueueDeadLetters deadLetters, TimeProvider time, ILogger<QueueDelivery> logger)
{
    public async Task DeliverAsync(
        string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        if (!ReceivedEvent.Read(message).TryGet(out var received, out var unreadable))
        {
            await GuardAsync(queue, message, () => DeadLetterAsync(message, actions, unreadable, cancellation), cancellation);
            return;
        }

        using var activity = Deliveries.Start(queue, received.Event);
        var settlement = await reactions.DeliverAsync(queue, received.Event, received.Attempt, cancellation);
        await GuardAsync(queue, message, () => SettleAsync(queue, received, settlement, message, actions, cancellation), cancellation);
    }

    private Task SettleAsync(
        string queue,
        ReceivedEvent received,
        Settlement settlement,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation)
    {
        switch (settlement)
        {
            case Settlement.Complete:
                return CompleteAsync(received, message, actions, cancellation);
            case Settlement.Retry retry:
                LogRetry(queue, received.Event.Id, received.Attempt, retry.Pause, retry.Failure.Code, retry.Failure.Detail);
                return RetryAsync(queue, received, retry.Pause, message, actions, cancellation);
            case Settlement.DeadLetter dead:
                LogDeadLetter(queue, received.Event.Id, received.Attempt, dead.Failure.Code, dead.Failure.Detail);
                return DeadLetterAsync(message, actions, dead.Failure, cancellation);
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement, "No rule settles like this.");
        }
    }

    private async Task CompleteAsync(
        ReceivedEvent received, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        // The dead letter first: if the message were completed first, a crash here would leave the dead letter replaying for ever.
        if (received.DeadLetterId is { } deadLetterId)
        {
            await deadLetters.ResolvedAsync(deadLetterId, cancellation);
        }

        await actions.CompleteMessageAsync(message, cancellation);
    }

    // Abandoning would deliver it again at once and spend the queue's delivery count within seconds. A crash between the copy and the
    // completion leaves both: the event is then delivered twice, which every reaction tolerates.
    private async Task RetryAsync(
        string queue,
        ReceivedEvent received,
        TimeSpan pause,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation)
    {
        var copy = new QueueMessage(queue, received.Event, received.Attempt + 1, time.GetUtcNow() + pause, received.DeadLetterId);
        await sender.SendAsync(copy, cancellation);
        await actions.CompleteMessageAsync(message, cancellation);
    }

    private static Task DeadLetterAsync(
        ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Failure failure, CancellationToken cancellation) =>
        actions.DeadLetterMessageAsync(
            message,
            new Dictionary<string, object> { [MessageProperties.Attempt] = ReceivedEvent.AttemptOf(message) },
            BrokerText.Limit(failure.Code),
            BrokerText.Limit(failure.Detail),
            cancellation);

    private async Task GuardAsync(
        string queue, ServiceBusReceivedMessage message, Func<Task> settle, CancellationToken cancellation)
    {
        try
        {
            await settle();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogNotSettled(error, queue, message.MessageId, message.DeliveryCount);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Queue} retries event {EventId} in {Pause} after attempt {Attempt}: {Code}: {Detail}")]
    private partial void LogRetry(string queue, string eventId, int attempt, TimeSpan pause, string code, string detail);

    [LoggerMessage(LogLevel.Error, "{Queue} gives up on event {EventId} after attempt {Attempt}: {Code}: {Detail}")]
    private partial void LogDeadLetter(string queue, string eventId, int attempt, string code, string detail);

    [LoggerMessage(
        LogLevel.Error, "{Queue} could not settle message {MessageId} (delivery {DeliveryCount}); it comes again when its lock runs out")]
    private partial void LogNotSettled(Exception error, string queue, string messageId, int deliveryCount);
}
