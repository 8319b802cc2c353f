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
