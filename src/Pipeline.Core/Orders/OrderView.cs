namespace Pipeline.Orders;

/// <summary>The read model of an order, made from its events; amounts in minor units.</summary>
public sealed record OrderView(
    string OrderId,
    long Version,
    OrderStatus Status,
    string CustomerId,
    string Currency,
    long Total,
    int LineCount,
    string? TrackingNumber,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The view of an order.</summary>
    public static OrderView Of(Order order) => new(
        order.OrderId, order.Version, order.Status, order.CustomerId, order.Currency, order.Total, order.Lines.Length,
        order.Shipment?.TrackingNumber, order.PlacedAt, order.UpdatedAt);
}
