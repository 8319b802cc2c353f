using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Shipping;

namespace Pipeline.Fulfilment;

/// <summary>Orders the parcel, if the order is paid.</summary>
public sealed class ScheduleShipment(OrderRecorder recorder, ICarrier carrier) : ISagaActivity
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
