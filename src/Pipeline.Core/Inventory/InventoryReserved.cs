using Pipeline.Orders;

namespace Pipeline.Inventory;

/// <summary>inventory.reserved: the stock is held for the order.</summary>
public sealed record InventoryReserved(IReadOnlyList<StockQuantity> Items) : IOrderEvent;
