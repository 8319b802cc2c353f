using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Relay;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Payments;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Where a replayed dead letter goes: to its queue, or by the route of what is no queue of the broker's.</summary>
internal sealed class ReplayRoutes(IQueueSender sender, IEnumerable<IReplayRoute> routes)
{
    private readonly Dictionary<string, IReplayRoute> _routes = routes.ToDictionary(route => route.Queue, StringComparer.Ordinal);

    public bool Know(string queue) => _routes.ContainsKey(queue) || Routes.Default.Queues.Contains(queue);

    /// <summary>Sends it on its way; whether that was the whole replay, and why it failed. A queue tells its outcome later.</summary>
    public async Task<(bool IsOver, Failure? Failure)> ReplayAsync(DeadLetterDocument letter, CancellationToken cancellation)
    {
        try
        {
            if (_routes.TryGetValue(letter.Queue, out var route))
            {
                return (true, await route.ReplayAsync(letter.Event, cancellation));
            }

            await sender.SendAsync(new QueueMessage(letter.Queue, letter.Event, DeadLetterId: letter.LetterId), cancellation);
            return (false, null);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return (_routes.ContainsKey(letter.Queue), Failed.From(error));
        }
    }
}

/// <summary>Replays dead letters of a queue that is none of the broker's: what it did is done again, here and now.</summary>
internal interface IReplayRoute
{
    string Queue { get; }

    /// <summary>Null when it took effect.</summary>
    Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}

/// <summary>Publishes again what the relay could not.</summary>
internal sealed class PublishAgain(IEventPublisher publisher) : IReplayRoute
{
    public string Queue => ChangeFeedRelay.QueueName;

    public async Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        // A later version of the app may read a document that an earlier one could not; the document itself is no event for anyone.
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

/// <summary>Records again what a payment webhook said.</summary>
internal sealed class RecordPaymentAgain(RecordPayment payments) : IReplayRoute
{
    public string Queue => RecordPayment.QueueName;

    public Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        payments.RecordAsync(cloudEvent, cancellation);
}
