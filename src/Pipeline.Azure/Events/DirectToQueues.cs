using Azure.Messaging;
using Pipeline.Azure.Queues;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Events;

/// <summary>
/// Sends each event straight to every queue that routes.json names for it. For local runs: Event Grid has no emulator.
/// </summary>
internal sealed class DirectToQueues(IQueueSender sender) : IEventPublisher
{
    private static readonly Routes Table = Routes.Default;

    public async Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var failures = new Failure?[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            failures[i] = await SendAsync(events[i], cancellation);
            if (failures[i] is not (null or Permanent))
            {
                failures.AsSpan(i).Fill(failures[i]);
                break;
            }
        }

        return failures;
    }

    private async Task<Failure?> SendAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        try
        {
            foreach (var queue in Table.Queues.Where(queue => Table.Takes(queue, cloudEvent.Type)))
            {
                await sender.SendAsync(new QueueMessage(queue, cloudEvent), cancellation);
            }

            return null;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return Failed.From(error);
        }
    }
}
