using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Makes the order's goods available again.</summary>
public sealed class ReleaseInventory(OrderRecorder recorder, IInventory inventory) : ISagaActivity
{
    public string Name => FulfilmentActivities.ReleaseInventory;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        await inventory.ReleaseAsync(saga.SagaId, cancellation);
        return await recorder.RecordAsync(saga, new InventoryReleased(), cancellation);
    }
}
