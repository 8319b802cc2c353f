using Pipeline.Inventory;

namespace Pipeline.Reactions;

/// <summary>Makes an order's reservation firm, or makes a firm one.</summary>
public sealed record FirmReservation(string OrderId, IReadOnlyList<StockQuantity> Items) : Effect;
