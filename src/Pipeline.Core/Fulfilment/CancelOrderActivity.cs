using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Closes the order as cancelled when everything is undone.</summary>
public sealed class CancelOrderActivity(OrderRecorder recorder) : ISagaActivity
{
    public string Name => FulfilmentActivities.CancelOrder;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) =>
        recorder.ExecuteAsync(saga, new CancelOrder(saga.Reason ?? "Compensated."), cancellation);
}
