namespace Pipeline.Inventory;

/// <summary>The stock of one SKU.</summary>
/// <param name="OnHand">What lies in the warehouse; confirmed orders have left it.</param>
/// <param name="Reserved">What of it is held for orders.</param>
public sealed record Stock(string Sku, long OnHand, long Reserved)
{
    public long Available => OnHand - Reserved;
}
