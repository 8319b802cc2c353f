using Azure.Messaging;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Port: what the queue functions tell the dead-letter store.</summary>
public interface IQueueDeadLetters
{
    /// <summary>
    /// Keeps an event that its queue gave up on and publishes dead-letter.arrived; the same queue and event is kept once, and one whose
    /// replay failed is open again.
    /// </summary>
    /// <param name="queue">The queue of routes.json that gave up.</param>
    /// <param name="cloudEvent">The event, whole.</param>
    /// <param name="reason">Why, as a code: a failure's, or the broker's own.</param>
    /// <param name="detail">Why, for a person.</param>
    /// <param name="attempts">How often it was tried this time.</param>
    /// <param name="letterId">The dead letter that was being replayed; null for an ordinary delivery.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Failures.FailureException">The store could not be reached: nothing is lost when it is told again.</exception>
    Task ArrivedAsync(
        string queue, CloudEvent cloudEvent, string reason, string detail, int attempts, string? letterId, CancellationToken cancellation);

    /// <summary>A replay took effect: the letter is resolved, whatever it was.</summary>
    /// <exception cref="Failures.FailureException">The store could not be reached.</exception>
    Task ResolvedAsync(string letterId, CancellationToken cancellation);
}
