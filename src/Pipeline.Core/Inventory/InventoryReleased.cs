using Pipeline.Orders;

namespace Pipeline.Inventory;

/// <summary>inventory.released: what was held for the order is available again.</summary>
public sealed record InventoryReleased : IOrderEvent;
