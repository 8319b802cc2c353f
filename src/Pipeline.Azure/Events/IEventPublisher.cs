using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Azure.Events;

/// <summary>Port: publishes events to their queues, by way of Event Grid or directly.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Publishes events in order and returns a result for each, at the same index: null when it is published, a <see cref="Permanent"/>
    /// failure when it never can be (too large, refused), any other failure when it may be tried again. No event is published after one
    /// that may be tried again, so that none overtakes it; they share its failure. It does not throw for the service's answers.
    /// </summary>
    Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation);
}
