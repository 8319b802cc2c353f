using Azure.Messaging;

namespace Pipeline.Azure.Queues;

/// <summary>Port: puts an event straight into one queue, for a retry, a replay, or where no Event Grid stands before the queues.</summary>
public interface IQueueSender
{
    /// <summary>Sends it; when this returns the broker has it. Each send is a message of its own (a new MessageId), the event id stays.</summary>
    /// <exception cref="Failures.FailureException">
    /// <see cref="Failures.Transient"/>: the broker may not have it, send again. <see cref="Failures.Permanent"/>: it takes no such message.
    /// </exception>
    Task SendAsync(QueueMessage message, CancellationToken cancellation);
}

/// <summary>Port: how much lies in the broker's queues.</summary>
public interface IQueueDepths
{
    /// <summary>The depth of every queue of routes.json.</summary>
    /// <exception cref="Failures.FailureException">The broker could not be asked.</exception>
    Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation);
}

/// <summary>What lies in one queue: messages to deliver now, messages scheduled for later (retries), and messages that it gave up on.</summary>
public sealed record QueueDepth(string Queue, long Active, long Scheduled, long DeadLettered);

/// <summary>One delivery of an event to one queue of routes.json.</summary>
/// <param name="Attempt">Which attempt this delivery is, counted from 1.</param>
/// <param name="NotBefore">When it may be delivered; null means at once.</param>
/// <param name="DeadLetterId">The dead letter that it replays; null for an ordinary delivery or a retry of one.</param>
public sealed record QueueMessage(
    string Queue, CloudEvent Event, int Attempt = 1, DateTimeOffset? NotBefore = null, string? DeadLetterId = null);
