namespace Pipeline.Inventory;

/// <summary>Section <c>Inventory</c>.</summary>
public sealed record InventoryOptions
{
    /// <summary>What an SKU that nobody has set yet begins with; null means that it does not exist.</summary>
    public long? InitialStock { get; set; }
}
