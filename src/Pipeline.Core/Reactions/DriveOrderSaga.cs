using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Reactions;

/// <summary>Queue order-saga: starts or signals the saga of the event's order.</summary>
public sealed class DriveOrderSaga : IReaction
{
    public string Queue => "order-saga";

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var orderId = cloudEvent.Subject!;
        Effect effect = cloudEvent.Is(EventTypes.OrderPlaced)
            ? new StartSaga(OrderSaga.Name, new SagaStart(orderId, Input: null, Trace.CausedBy(cloudEvent)))
            : new SignalSaga(orderId, new EventArrived(cloudEvent.Id, EventCatalog.Find(cloudEvent.Type)!.Name));
        return new(ImmutableArray.Create(effect));
    }
}
