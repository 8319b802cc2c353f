using Pipeline.Azure.Queues;
using Pipeline.Events;
using Pipeline.Failures;

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
