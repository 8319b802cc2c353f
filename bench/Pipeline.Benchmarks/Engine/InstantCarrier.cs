using Pipeline.Events;
using Pipeline.Fulfilment;

namespace Pipeline.Benchmarks.Engine;

/// <summary>Ships every order at once.</summary>
internal sealed class InstantCarrier : ICarrier
{
    public Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        Task.FromResult(new ShipmentScheduled("instant", "sh_" + orderId, "T" + orderId));

    public Task CancelAsync(string orderId, CancellationToken cancellation) => Task.CompletedTask;
}
