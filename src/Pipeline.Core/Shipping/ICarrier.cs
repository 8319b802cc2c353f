using Pipeline.Inventory;

namespace Pipeline.Shipping;

/// <summary>Port: the carrier. Orders are its references, so both calls are idempotent per order.</summary>
public interface ICarrier
{
    /// <summary>Schedules the one parcel of an order.</summary>
    /// <exception cref="Failures.FailureException">The carrier could not be reached (transient) or refused (permanent).</exception>
    Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Cancels the parcel of an order; one that was never scheduled never will be.</summary>
    Task CancelAsync(string orderId, CancellationToken cancellation);
}
