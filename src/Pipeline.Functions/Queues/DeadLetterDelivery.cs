using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.DeadLetters;
using Pipeline.Functions.Telemetry;

namespace Pipeline.Functions.Queues;

/// <summary>
/// Keeps a forwarded message in the dead-letter store, then completes it. It never gives one up: as long as the store cannot be reached
/// the message stays locked, and comes again when its lock runs out. The queue's delivery count is its only bound, and what passes that
/// lies in the queue's own dead letters, which MeasureLag reports.
/// </summary>
public sealed partial class DeadLetterDelivery(IQueueDeadLetters letters, TimeProvider time, ILogger<DeadLetterDelivery> logger)
{
    public async Task DeliverAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        var letter = ForwardedDeadLetter.Read(message, time.GetUtcNow());
        using var activity = Deliveries.Start(ForwardedDeadLetter.Queue, letter.Event);
        try
        {
            await letters.ArrivedAsync(
                letter.Source, letter.Event, letter.Reason, letter.Detail, letter.Attempts, letter.LetterId, cancellation);
            await actions.CompleteMessageAsync(message, cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogNotKept(error, letter.Source, message.MessageId, message.DeliveryCount);
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "A dead letter of {Queue}, message {MessageId} (delivery {DeliveryCount}), is not kept yet; it comes again when its lock runs out")]
    private partial void LogNotKept(Exception error, string queue, string messageId, int deliveryCount);
}
