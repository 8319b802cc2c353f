using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Relay;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Payments;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Where a replay goes: to the dead letter's queue, or to the route that stands in for a queue the broker does not have.</summary>
internal sealed class ReplayRoutes(IQueueSender sender, IEnumerable<IReplayRoute> routes)
{
    private readonly Dictionary<string, IReplayRoute> _routes = routes.ToDictionary(route => route.Queue, StringComparer.Ordinal);

    public bool Know(string queue) => _routes.ContainsKey(queue) || Routes.Default.Queues.Contains(queue);

    /// <summary>
    /// Starts a replay and returns whether it is over, and why it failed. One through a queue is not over: its delivery reports the
    /// outcome.
    /// </summary>
    public async Task<(bool IsOver, Failure? Failure)> ReplayAsync(DeadLetterDocument deadLetter, CancellationToken cancellation)
    {
        try
        {
            if (_routes.TryGetValue(deadLetter.Queue, out var route))
            {
                return (true, await route.ReplayAsync(deadLetter.Event, cancellation));
            }

            await sender.SendAsync(new QueueMessage(deadLetter.Queue, deadLetter.Event, DeadLetterId: deadLetter.LetterId), cancellation);
            return (false, null);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return (_routes.ContainsKey(deadLetter.Queue), Failed.From(error));
        }
    }
}

/// <summary>Replays dead letters of a queue that the broker does not have, by doing its work again at once.</summary>
internal interface IReplayRoute
{
    string Queue { get; }

    /// <summary>Null when the replay took effect.</summary>
    Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}

/// <summary>Publishes what the relay could not.</summary>
internal sealed class PublishAgain(IEventPublisher publisher) : IReplayRoute
{
    public string Queue => ChangeFeedRelay.QueueName;

    public async Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        // This version of the app may read a document that an earlier one could not; the wrapped document itself is never published.
        if (cloudEvent.Type == UnreadableDocument.Type)
        {
            var document = cloudEvent.Data!.ToObjectFromJson<JsonElement>();
            return RelayDocument.TryRead(document, out var read, out var failure) ? await PublishAsync(read, cancellation) : failure;
        }

        return await PublishAsync(cloudEvent, cancellation);
    }

    private async Task<Failure?> PublishAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        (await publisher.PublishAsync([cloudEvent], cancellation))[0];
}

/// <summary>Records a payment webhook's event again.</summary>
internal sealed class RecordPaymentAgain(RecordPayment payments) : IReplayRoute
{
    public string Queue => RecordPayment.QueueName;

    public Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        payments.RecordAsync(cloudEvent, cancellation);
}
