using System.Collections.Concurrent;
using Pipeline.Events;
using Pipeline.Fulfilment;

namespace Pipeline.Compliance.Flows;

/// <summary>A carrier that takes every parcel.</summary>
public sealed class FakeCarrier : ICarrier
{
    public ConcurrentDictionary<string, bool> Scheduled { get; } = new();

    public Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation)
    {
        Scheduled[orderId] = true;
        return Task.FromResult(new ShipmentScheduled("acme", "sh_" + orderId, "T-" + orderId));
    }

    public Task CancelAsync(string orderId, CancellationToken cancellation)
    {
        Scheduled.TryRemove(orderId, out _);
        return Task.CompletedTask;
    }
}
