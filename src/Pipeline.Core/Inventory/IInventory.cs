using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>Port: the stock and each order's one reservation of it. Every call is idempotent per order and nothing is ever oversold.</summary>
public interface IInventory
{
    /// <summary>
    /// Holds all items or none. Null when held (now or before); <see cref="StockShort"/> when some SKU is short; <see cref="Permanent"/>
    /// when the reservation was released before.
    /// </summary>
    Task<Failure?> ReserveAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Makes the order's reservation firm, or makes a firm one; what was released stays released.</summary>
    Task<Failure?> FirmAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation);

    /// <summary>Makes what is held available again. An order that never reserved is left with a tombstone.</summary>
    Task ReleaseAsync(string orderId, CancellationToken cancellation);

    /// <summary>Takes the reserved goods out of the stock; <see cref="Permanent"/> when nothing is held.</summary>
    Task<Failure?> TakeAsync(string orderId, CancellationToken cancellation);

    /// <summary>The stock of a SKU; null when it was never set, held or given an initial stock.</summary>
    Task<Stock?> GetAsync(string sku, CancellationToken cancellation);

    /// <summary>Sets what lies in the warehouse; <see cref="Rejected"/> when more than that is reserved.</summary>
    Task<Result<Stock>> SetOnHandAsync(string sku, long onHand, CancellationToken cancellation);
}
