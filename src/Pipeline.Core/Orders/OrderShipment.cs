namespace Pipeline.Orders;

/// <summary>The parcel of an order.</summary>
public sealed record OrderShipment(string Carrier, string ShipmentId, string TrackingNumber);
