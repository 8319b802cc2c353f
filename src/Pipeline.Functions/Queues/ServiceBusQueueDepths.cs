using Azure.Messaging.ServiceBus.Administration;
using Pipeline.Azure.Queues;
using Pipeline.Events;

namespace Pipeline.Functions.Queues;

/// <summary>Reads the queues' depths from Service Bus, all in one call.</summary>
public sealed class ServiceBusQueueDepths(ServiceBusAdministrationClient client) : IQueueDepths
{
    public async Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var depths = new List<QueueDepth>();
            await foreach (var queue in client.GetQueuesRuntimePropertiesAsync(cancellation))
            {
                if (Routes.Default.Queues.Contains(queue.Name, StringComparer.OrdinalIgnoreCase))
                {
                    depths.Add(Of(queue));
                }
            }

            return depths;
        }
        catch (Exception error) when (ServiceBusFailure.Is(error))
        {
            throw ServiceBusFailure.Of(error);
        }
    }

    // What could not be forwarded to the dead-letters queue is still in the queue's own dead letters.
    private static QueueDepth Of(QueueRuntimeProperties queue) => new(
        queue.Name, queue.ActiveMessageCount, queue.ScheduledMessageCount,
        queue.DeadLetterMessageCount + queue.TransferDeadLetterMessageCount);
}
