using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>Folds an order's events into the state as it was.</summary>
public static class OrderHistory
{
    /// <summary>The state after the events that <paramref name="until"/> lets through, or null when it lets none through.</summary>
    public static Order? Fold(string orderId, IEnumerable<CloudEvent> events, Func<CloudEvent, bool>? until = null)
    {
        Order? order = null;
        foreach (var cloudEvent in events.TakeWhile(until ?? (_ => true)))
        {
            var made = (IOrderEvent)CloudEvents.Read(cloudEvent);
            order = OrderState.Evolve(order, made, orderId, cloudEvent.Time ?? default, cloudEvent.CorrelationId());
        }

        return order;
    }
}
