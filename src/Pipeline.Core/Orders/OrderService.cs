using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;

namespace Pipeline.Orders;

/// <summary>Runs a command on an order: loads, decides, appends at the loaded version, and starts over after a conflict.</summary>
public sealed class OrderService(IOrderStore store, IIdGenerator ids, TimeProvider time)
{
    private const int MaxAttempts = 20;

    /// <summary>The order after the command. An <see cref="OrderChange"/> without events means that it was already done.</summary>
    /// <exception cref="FailureException">The store could not be reached, or all <see cref="MaxAttempts"/> attempts conflicted.</exception>
    public async Task<Result<OrderChange>> ExecuteAsync(string orderId, OrderCommand command, Trace trace, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var before = await store.LoadAsync(orderId, cancellation);
            if (!OrderDecider.Decide(before, command).TryGet(out var made, out var failure))
            {
                return failure;
            }

            var change = Apply(before, orderId, made, trace);
            if (made.Length == 0 || await store.AppendAsync(change.Order, before?.Version ?? 0, change.Events, cancellation))
            {
                return change;
            }
        }

        throw new FailureException(new Transient("order-busy", $"Order {orderId} changed {MaxAttempts} times while this was tried."));
    }

    private OrderChange Apply(Order? order, string orderId, ImmutableArray<IOrderEvent> made, Trace trace)
    {
        var now = time.GetUtcNow();
        var events = new CloudEvent[made.Length];
        for (var i = 0; i < made.Length; i++)
        {
            var id = ids.Next();
            var correlation = order?.CorrelationId ?? trace.CorrelationId ?? id;
            order = OrderEvolution.Evolve(order, made[i], orderId, now, correlation);
            var own = trace with { CorrelationId = correlation };
            events[i] = CloudEvents.InStream(made[i], "/orders", orderId, order.Version, id, now, own);
        }

        return new OrderChange(order!, events);
    }
}

/// <summary>An order after a command, and the events that the command made; none when it was already done.</summary>
public sealed record OrderChange(Order Order, IReadOnlyList<CloudEvent> Events);
