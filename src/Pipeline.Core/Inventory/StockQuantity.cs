namespace Pipeline.Inventory;

/// <summary>So many of one SKU.</summary>
public sealed record StockQuantity(string Sku, long Quantity);
