using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Confirms the order and takes its goods out of the stock.</summary>
public sealed class ConfirmOrderActivity(OrderRecorder recorder, IInventory inventory) : ISagaActivity
{
    public string Name => FulfilmentActivities.ConfirmOrder;

    // Confirming comes first: it is the point of no return, which a cancel that was accepted before it prevents. After it nothing may
    // be undone, so that goods which cannot be taken are tried again until they can, whatever is in the way.
    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) =>
        await recorder.ExecuteAsync(saga, new ConfirmOrder(), cancellation)
        ?? (await inventory.TakeAsync(saga.SagaId, cancellation) is { } failure ? new Transient(failure.Code, failure.Detail) : null);
}
