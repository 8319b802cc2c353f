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
