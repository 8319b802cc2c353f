using Azure.Messaging;
using Pipeline.Failures;

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

/// <summary>Finds an order or says order-not-found.</summary>
public static class OrderMissing
{
    public const string Code = "order-not-found";

    /// <summary>The failure for a caller who named the order.</summary>
    public static NotFound Of(string orderId) => new(Code, Sentence(orderId));

    /// <summary>The order that a caller named.</summary>
    public static async ValueTask<Result<Order>> FindAsync(this IOrderStore store, string orderId, CancellationToken cancellation) =>
        await store.LoadAsync(orderId, cancellation) is { } order ? order : Of(orderId);

    /// <summary>The order that an event is about; <see cref="Permanent"/> when missing, as no later delivery will find it.</summary>
    public static async ValueTask<Result<Order>> FindSubjectAsync(this IOrderStore store, string orderId, CancellationToken cancellation) =>
        await store.LoadAsync(orderId, cancellation) is { } order ? order : new Permanent(Code, Sentence(orderId));

    private static string Sentence(string orderId) => $"There is no order {orderId}.";
}
