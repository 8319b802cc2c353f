using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Archive;

/// <summary>archive-events: writes every event to the archive that replays read.</summary>
public sealed class ArchiveEventsFunction(QueueDelivery delivery)
{
    private const string Queue = "archive-events";

    [Function("ArchiveEvents")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
