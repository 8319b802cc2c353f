using Azure.Messaging;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Port: how the queue functions report dead letters and the outcome of replays.</summary>
public interface IQueueDeadLetters
{
    /// <summary>
    /// Keeps an event that its queue gave up on and publishes dead-letter.arrived. An event is kept once per queue; a dead letter whose
    /// replay failed is reopened.
    /// </summary>
    /// <param name="queue">The queue of routes.json that gave up.</param>
    /// <param name="cloudEvent">The event, whole.</param>
    /// <param name="reason">The reason as a code: a failure's, or the broker's own.</param>
    /// <param name="detail">The reason for a person to read.</param>
    /// <param name="attempts">How many attempts this delivery took.</param>
    /// <param name="deadLetterId">The dead letter that was being replayed; null for an ordinary delivery.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Failures.FailureException">The store could not be reached; call again.</exception>
    Task ArrivedAsync(
        string queue,
        CloudEvent cloudEvent,
        string reason,
        string detail,
        int attempts,
        string? deadLetterId,
        CancellationToken cancellation);

    /// <summary>Resolves a dead letter, from any status, because a replay took effect.</summary>
    /// <exception cref="Failures.FailureException">The store could not be reached; call again.</exception>
    Task ResolvedAsync(string deadLetterId, CancellationToken cancellation);
}
