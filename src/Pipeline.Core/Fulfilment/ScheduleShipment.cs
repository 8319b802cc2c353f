using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Schedules the parcel, if the order is paid.</summary>
public sealed class ScheduleShipmentActivity(OrderRecorder recorder, ICarrier carrier) : ISagaActivity
{
    public string Name => FulfilmentActivities.ScheduleShipment;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var order = await recorder.LoadAsync(saga, cancellation);
        if (OrderDecider.WhyNotShip(order) is { } obstacle)
        {
            return obstacle;
        }

        var scheduled = await carrier.ScheduleAsync(order.OrderId, order.Items(), cancellation);
        return await recorder.RecordAsync(saga, scheduled, cancellation);
    }
}

/// <summary>Cancels the order's parcel.</summary>
public sealed class CancelShipmentActivity(OrderRecorder recorder, ICarrier carrier) : ISagaActivity
{
    public string Name => FulfilmentActivities.CancelShipment;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        // Even if the order has no shipment: the carrier may have one whose answer was lost.
        await carrier.CancelAsync(saga.SagaId, cancellation);
        var order = await recorder.LoadAsync(saga, cancellation);
        return order.Shipment is null
            ? null
            : await recorder.RecordAsync(saga, new ShipmentCancelled(order.Shipment.ShipmentId), cancellation);
    }
}

/// <summary>Port: the carrier. Parcels are referenced by order id, so both calls are idempotent per order.</summary>
public interface ICarrier
{
    /// <summary>Schedules the one parcel of an order.</summary>
    /// <exception cref="Failures.FailureException">The carrier could not be reached (transient) or refused (permanent).</exception>
    Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Cancels the parcel of an order; one that was not scheduled yet never will be.</summary>
    Task CancelAsync(string orderId, CancellationToken cancellation);
}
