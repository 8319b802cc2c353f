using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Says in the order's story that a person must look.</summary>
public sealed class FlagOrderActivity(OrderRecorder recorder) : ISagaActivity
{
    public string Name => FulfilmentActivities.FlagOrder;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var undo = saga.Undo.IsEmpty ? FulfilmentActivities.CancelOrder : saga.Undo[^1];
        return recorder.ExecuteAsync(saga, new FlagOrder(undo, saga.LastError ?? "The undo could not be done."), cancellation);
    }
}
