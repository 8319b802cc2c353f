using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Pipeline.Failures;

namespace Pipeline.Functions.Queues;

/// <summary>How long the oldest message of a queue has been waiting; peeked at, not taken.</summary>
public sealed class OldestMessages(ServiceBusClient client, TimeProvider time)
{
    // Scheduled messages are peeked at too. With more of them than this, the queue is not idle for long anyway.
    private const int LookedAt = 50;

    private readonly ConcurrentDictionary<string, ServiceBusReceiver> _receivers = new(StringComparer.Ordinal);

    /// <summary>The age; zero when none of the first messages is waiting.</summary>
    /// <exception cref="FailureException">The broker could not be reached.</exception>
    public async Task<TimeSpan> AgeAsync(string queue, CancellationToken cancellation)
    {
        try
        {
            // From the start each time: a receiver otherwise continues where it last peeked.
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
