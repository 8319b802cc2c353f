using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>How long the oldest message of a queue has been waiting; looked at without taking it.</summary>
public sealed class OldestMessages(ServiceBusClient client, TimeProvider time)
{
    // Messages that are scheduled for later stand among the others; beyond so many of them the queue is not idle for long.
    private const int LookedAt = 50;

    private readonly ConcurrentDictionary<string, ServiceBusReceiver> _receivers = new(StringComparer.Ordinal);

    /// <summary>The age; zero when none waits among the first.</summary>
    /// <exception cref="FailureException">The broker could not be asked.</exception>
    public async Task<TimeSpan> AgeAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            // From the beginning each time: a receiver would otherwise go on from where it looked last.
            var seen = await _receivers.GetOrAdd(queue, client.CreateReceiver).PeekMessagesAsync(LookedAt, 0, cancellation);
            var first = seen.FirstOrDefault(message => message.State == ServiceBusMessageState.Active);
            return first is null || time.GetUtcNow() - first.EnqueuedTime is not { Ticks: > 0 } age ? TimeSpan.Zero : age;
        }
        catch (Exception error) when (ServiceBusFailure.Is(error))
        {
            throw ServiceBusFailure.Of(error);
        }
    }
}
