using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.DeadLetters;
using Pipeline.Functions.Telemetry;

namespace Pipeline.Functions.Queues;

/// <summary>
/// Stores a forwarded message as a dead letter, then completes it. It never gives up: while the store cannot be reached, the message
/// comes again each time its lock expires. Only the queue's delivery count bounds that; what exceeds it ends in the queue's own dead
/// letters, which MeasureLag reports.
/// </summary>
public sealed partial class DeadLetterDelivery(IQueueDeadLetters deadLetters, TimeProvider time, ILogger<DeadLetterDelivery> logger)
{
    public async Task DeliverAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        var forwarded = ForwardedDeadLetter.Read(message, time.GetUtcNow());
        using var activity = Deliveries.Start(ForwardedDeadLetter.Queue, forwarded.Event);
        try
        {
            await deadLetters.ArrivedAsync(
                forwarded.Source, forwarded.Event, forwarded.Reason, forwarded.Detail, forwarded.Attempts, forwarded.DeadLetterId,
                cancellation);
            await actions.CompleteMessageAsync(message, cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogNotKept(error, forwarded.Source, message.MessageId, message.DeliveryCount);
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "A dead letter of {Queue}, message {MessageId} (delivery {DeliveryCount}), is not kept yet; it comes again when its lock runs out")]
    private partial void LogNotKept(Exception error, string queue, string messageId, int deliveryCount);
}
