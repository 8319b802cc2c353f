using Pipeline.Inventory;
using Pipeline.Shipping;

namespace Pipeline.Azure.Shipping;

/// <summary>
/// A carrier that does not exist: it remembers nothing, and schedules the same parcel for an order each time it is asked. A real carrier
/// takes its place behind the same port, and must refuse a parcel that was cancelled before; this one does not.
/// </summary>
public sealed class SimulatedCarrier : ICarrier
{
    public Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        Task.FromResult(SimulatedShipment.Of(orderId));

    public Task CancelAsync(string orderId, CancellationToken cancellation) => Task.CompletedTask;
}
