using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Shipping;
using Pipeline.Standalone.World;

namespace Pipeline.Standalone.Shipping;

/// <summary>The simulated carrier: one parcel per order, and none ever for an order whose parcel was cancelled.</summary>
internal sealed class SimulatedCarrier(WorldDatabase world) : ICarrier
{
    public async Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation)
    {
        var cancelled = await world.RunAsync(transaction =>
        {
            transaction.Sql("INSERT INTO shipments (order_id, cancelled) VALUES (?, 0) ON CONFLICT DO NOTHING").Bind(orderId).Run();
            return transaction.Sql("SELECT cancelled FROM shipments WHERE order_id = ?").Bind(orderId).First(row => row.Number(0)) != 0;
        });
        return cancelled
            ? throw new FailureException(new Permanent("shipment-cancelled", $"The parcel of order {orderId} was cancelled before."))
            : SimulatedShipment.Of(orderId);
    }

    public Task CancelAsync(string orderId, CancellationToken cancellation) => world.RunAsync(transaction => transaction
        .Sql("INSERT INTO shipments (order_id, cancelled) VALUES (?, 1) ON CONFLICT DO UPDATE SET cancelled = 1").Bind(orderId).Run());
}
