using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Compliance.Orders;

/// <summary>A state, and the events that led to it from the state before.</summary>
internal sealed record Story(Order State, long ExpectedVersion, IReadOnlyList<CloudEvent> Events)
{
    public static Story After(Order? before, string orderId, IIdGenerator ids, params IOrderEvent[] facts)
    {
        var (state, events) = (before, new List<CloudEvent>());
        foreach (var fact in facts)
        {
            state = OrderEvolution.Evolve(state, fact, orderId, Some.Now, "correlation-1");
            events.Add(CloudEvents.InStream(
                fact, "/orders", orderId, state.Version, ids.Next(), Some.Now, new Trace("correlation-1", "cause-1", "00-trace")));
        }

        return new Story(state!, before?.Version ?? 0, events);
    }
}
