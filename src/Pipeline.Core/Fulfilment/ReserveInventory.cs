using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Holds the order's goods, all or none.</summary>
public sealed class ReserveInventoryActivity(OrderRecorder recorder, IInventory inventory) : ISagaActivity
{
    public string Name => FulfilmentActivities.ReserveInventory;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var order = await recorder.LoadAsync(saga, cancellation);
        if (OrderDecider.WhyNotProceed(order) is { } obstacle)
        {
            return obstacle;
        }

        var items = order.Items();
        var failure = await inventory.ReserveAsync(saga.SagaId, items, cancellation);
        if (failure is StockShort missing)
        {
            await recorder.RecordAsync(saga, new InventoryRejected(missing.Sku, missing.Requested, missing.Available), cancellation);
        }

        return failure ?? await recorder.RecordAsync(saga, new InventoryReserved(items), cancellation);
    }
}

/// <summary>Makes the order's goods available again.</summary>
public sealed class ReleaseInventoryActivity(OrderRecorder recorder, IInventory inventory) : ISagaActivity
{
    public string Name => FulfilmentActivities.ReleaseInventory;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        await inventory.ReleaseAsync(saga.SagaId, cancellation);
        return await recorder.RecordAsync(saga, new InventoryReleased(), cancellation);
    }
}
