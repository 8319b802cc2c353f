using System.Security.Cryptography;
using System.Text;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;

namespace Pipeline.Simulation;

/// <summary>
/// A simulated carrier: one parcel per order, the same each time it is asked. With a world to remember in, it refuses an order whose parcel
/// was cancelled, as a real carrier must; without one it forgets cancellations.
/// </summary>
internal sealed class SimulatedCarrier(WorldDatabase? world) : ICarrier
{
    public async Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation)
    {
        if (world is not null && await WasCancelledAsync(world, orderId))
        {
            throw new FailureException(new Permanent("shipment-cancelled", $"The parcel of order {orderId} was cancelled before."));
        }

        return new ShipmentScheduled("simulated", "shp_" + orderId, Tracking(orderId));
    }

    public Task CancelAsync(string orderId, CancellationToken cancellation) => world?.RunAsync(transaction => transaction
        .Sql("INSERT INTO shipments (order_id, cancelled) VALUES (?, 1) ON CONFLICT DO UPDATE SET cancelled = 1").Bind(orderId).Run())
        ?? Task.CompletedTask;

    private static Task<bool> WasCancelledAsync(WorldDatabase world, string orderId) => world.RunAsync(transaction =>
    {
        transaction.Sql("INSERT INTO shipments (order_id, cancelled) VALUES (?, 0) ON CONFLICT DO NOTHING").Bind(orderId).Run();
        return transaction.Sql("SELECT cancelled FROM shipments WHERE order_id = ?").Bind(orderId).First(row => row.Number(0)) != 0;
    });

    private static string Tracking(string orderId) =>
        "SIM" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(orderId)).AsSpan(0, 6));
}
