using Pipeline.Orders;

namespace Pipeline.Shipping;

/// <summary>shipment.cancelled: the carrier will not collect the parcel.</summary>
public sealed record ShipmentCancelled(string ShipmentId) : IOrderEvent;
