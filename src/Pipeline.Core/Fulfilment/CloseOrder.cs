using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Confirms the order and takes its goods out of stock.</summary>
public sealed class ConfirmOrderActivity(OrderRecorder recorder, IInventory inventory) : ISagaActivity
{
    public string Name => FulfilmentActivities.ConfirmOrder;

    // Confirming comes first: it is the point of no return, which an earlier cancel prevents. After it nothing may be undone, so any
    // failure to take the goods is retried until it succeeds.
    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) =>
        await recorder.ExecuteAsync(saga, new ConfirmOrder(), cancellation)
        ?? (await inventory.TakeAsync(saga.SagaId, cancellation) is { } failure ? new Transient(failure.Code, failure.Detail) : null);
}

/// <summary>Closes the order as cancelled when everything is undone.</summary>
public sealed class CancelOrderActivity(OrderRecorder recorder) : ISagaActivity
{
    public string Name => FulfilmentActivities.CancelOrder;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) =>
        recorder.ExecuteAsync(saga, new CancelOrder(saga.Reason ?? "Compensated."), cancellation);
}

/// <summary>Flags the order for an operator.</summary>
public sealed class FlagOrderActivity(OrderRecorder recorder) : ISagaActivity
{
    public string Name => FulfilmentActivities.FlagOrder;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var undo = saga.Undo.IsEmpty ? FulfilmentActivities.CancelOrder : saga.Undo[^1];
        return recorder.ExecuteAsync(saga, new FlagOrder(undo, saga.LastError ?? "The undo could not be done."), cancellation);
    }
}
