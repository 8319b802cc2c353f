using Pipeline.Orders;

namespace Pipeline.Inventory;

/// <summary>inventory.rejected: some SKU is short; nothing is held.</summary>
public sealed record InventoryRejected(string Sku, long Requested, long Available) : IOrderEvent;
