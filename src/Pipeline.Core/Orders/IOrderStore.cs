using Azure.Messaging;

namespace Pipeline.Orders;

/// <summary>Port: the event-sourced orders. Their events are insert-only, which makes the event store the outbox.</summary>
public interface IOrderStore
{
    /// <summary>The state of an order, or null when there is no such order.</summary>
    ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation);

    /// <summary>
    /// Appends events and writes the state that they add up to, in one atomic step. False when the stream is no longer at
    /// <paramref name="expectedVersion"/> (0 for a new order): nothing was written; load and decide again.
    /// </summary>
    /// <exception cref="Failures.FailureException">
    /// <see cref="Failures.Transient"/>: nothing was written, unless it <see cref="Failures.Transient.MayHaveHappened"/>; retry.
    /// </exception>
    Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation);

    /// <summary>The events of an order in sequence order; empty when there is no such order.</summary>
    Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation);
}
