using Pipeline.Inventory;

namespace Pipeline.Audit;

/// <summary>What is held for an order, or was.</summary>
public sealed record StoredReservation(string OrderId, ReservationStatus Status, IReadOnlyList<StockQuantity> Items);
