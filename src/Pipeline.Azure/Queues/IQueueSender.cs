using Azure.Messaging;

namespace Pipeline.Azure.Queues;

/// <summary>Port: puts an event straight into one queue, for a retry, a replay, or a pipeline without Event Grid.</summary>
public interface IQueueSender
{
    /// <summary>
    /// Sends an event; the broker has it when this returns. Each send is a message of its own with a new MessageId; the event keeps its id.
    /// </summary>
    /// <exception cref="Failures.FailureException">
    /// <see cref="Failures.Transient"/>: the broker may not have it; send again. <see cref="Failures.Permanent"/>: the broker never
    /// takes such a message.
    /// </exception>
    Task SendAsync(QueueMessage message, CancellationToken cancellation);
}

/// <summary>Port: the depths of the broker's queues.</summary>
public interface IQueueDepths
{
    /// <summary>The depth of every queue of routes.json.</summary>
    /// <exception cref="Failures.FailureException">The broker could not be asked.</exception>
    Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation);
}

/// <summary>The messages of one queue: ready for delivery, scheduled for later (retries), and dead-lettered.</summary>
public sealed record QueueDepth(string Queue, long Active, long Scheduled, long DeadLettered);

/// <summary>One delivery of an event to one queue of routes.json.</summary>
/// <param name="Attempt">The number of this attempt, counted from 1.</param>
/// <param name="NotBefore">The earliest time of delivery; null means at once.</param>
/// <param name="DeadLetterId">The dead letter that it replays; null for an ordinary delivery or a retry of one.</param>
public sealed record QueueMessage(
    string Queue, CloudEvent Event, int Attempt = 1, DateTimeOffset? NotBefore = null, string? DeadLetterId = null);
