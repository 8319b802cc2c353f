using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>The stock of one SKU.</summary>
/// <param name="OnHand">What lies in the warehouse; confirmed orders have left it.</param>
/// <param name="Reserved">What of it is held for orders.</param>
public sealed record Stock(string Sku, long OnHand, long Reserved)
{
    public long Available => OnHand - Reserved;

    /// <summary>The stock with so much in the warehouse; <see cref="Rejected"/> when more than that is reserved.</summary>
    public Result<Stock> SetOnHand(long onHand) => onHand < Reserved
        ? new Rejected("stock-reserved", $"{Reserved} of {Sku} are reserved; onHand cannot be less.")
        : this with { OnHand = onHand };
}

/// <summary>Section <c>Inventory</c>.</summary>
public sealed record InventoryOptions
{
    /// <summary>What an SKU that nobody has set yet begins with; null means that it does not exist.</summary>
    public long? InitialStock { get; set; }
}

/// <summary>Where an order's reservation is.</summary>
public enum ReservationStatus
{
    /// <summary>Held while the order goes on.</summary>
    Held = 1,

    /// <summary>Held for an order that has been paid.</summary>
    Firm = 2,

    /// <summary>The goods have left the stock.</summary>
    Taken = 3,

    /// <summary>Given up; stays as a tombstone, so that a late reserve of the same order holds nothing.</summary>
    Released = 4,
}
