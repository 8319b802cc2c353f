using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Shipping;

namespace Pipeline.Fulfilment;

/// <summary>Cancels the order's parcel.</summary>
public sealed class CancelShipment(OrderRecorder recorder, ICarrier carrier) : ISagaActivity
{
    public string Name => FulfilmentActivities.CancelShipment;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        // Also when the order knows of no shipment: the carrier may have one whose answer was lost.
        await carrier.CancelAsync(saga.SagaId, cancellation);
        var order = await recorder.LoadAsync(saga, cancellation);
        return order.Shipment is null
            ? null
            : await recorder.RecordAsync(saga, new ShipmentCancelled(order.Shipment.ShipmentId), cancellation);
    }
}
