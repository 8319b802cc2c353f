namespace Pipeline.Azure.Queues;

/// <summary>Port: how much lies in the broker's queues.</summary>
public interface IQueueDepths
{
    /// <summary>The depth of every queue of routes.json.</summary>
    /// <exception cref="Failures.FailureException">The broker could not be asked.</exception>
    Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation);
}
