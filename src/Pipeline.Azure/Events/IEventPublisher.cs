using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Azure.Events;

/// <summary>Port: hands events to whatever routes them to the queues (Event Grid, or the queues themselves).</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Publishes events in their order and says for each what became of it, at the same index: null when it is published, a
    /// <see cref="Permanent"/> failure when it can never be (too large, refused), any other failure when it may be tried again.
    /// After an event that may be tried again none is published, so that no event overtakes an earlier one; those after it have its
    /// failure. It does not throw for what the service answers.
    /// </summary>
    Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation);
}
