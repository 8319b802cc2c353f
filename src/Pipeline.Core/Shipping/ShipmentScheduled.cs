using Pipeline.Orders;

namespace Pipeline.Shipping;

/// <summary>shipment.scheduled: the carrier will collect the parcel.</summary>
public sealed record ShipmentScheduled(string Carrier, string ShipmentId, string TrackingNumber) : IOrderEvent;
