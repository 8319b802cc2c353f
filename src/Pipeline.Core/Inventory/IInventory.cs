using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>Port: the stock, and one reservation of it per order. Reservation calls are idempotent, and nothing is oversold.</summary>
public interface IInventory
{
    /// <summary>
    /// Holds all items or none. Null when they are held, now or before; <see cref="StockShort"/> when a SKU is short;
    /// <see cref="Permanent"/> when the reservation was released before.
    /// </summary>
    Task<Failure?> ReserveAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Makes the order's reservation firm, creating it if necessary; a released one stays released.</summary>
    Task<Failure?> FirmAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Makes held goods available again. An order without a reservation gets a tombstone.</summary>
    Task ReleaseAsync(string orderId, CancellationToken cancellation);

    /// <summary>Takes the reserved goods out of stock; <see cref="Permanent"/> when nothing is held.</summary>
    Task<Failure?> TakeAsync(string orderId, CancellationToken cancellation);

    /// <summary>The stock of a SKU; null when it was never set, held or given an initial stock.</summary>
    Task<Stock?> GetAsync(string sku, CancellationToken cancellation);

    /// <summary>Sets the quantity in the warehouse; <see cref="Rejected"/> when more is reserved.</summary>
    Task<Result<Stock>> SetOnHandAsync(string sku, long onHand, CancellationToken cancellation);
}
