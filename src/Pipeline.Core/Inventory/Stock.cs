using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>The stock of one SKU.</summary>
/// <param name="OnHand">The quantity in the warehouse; goods of confirmed orders have left it.</param>
/// <param name="Reserved">How much of it is held for orders.</param>
public sealed record Stock(string Sku, long OnHand, long Reserved)
{
    public long Available => OnHand - Reserved;

    /// <summary>The stock with this quantity in the warehouse; <see cref="Rejected"/> when more is reserved.</summary>
    public Result<Stock> SetOnHand(long onHand) => onHand < Reserved
        ? new Rejected("stock-reserved", $"{Reserved} of {Sku} are reserved; onHand cannot be less.")
        : this with { OnHand = onHand };
}

/// <summary>Section <c>Inventory</c>.</summary>
public sealed record InventoryOptions
{
    /// <summary>The stock that a SKU starts with before it is set; null means that such a SKU does not exist.</summary>
    public long? InitialStock { get; set; }
}
