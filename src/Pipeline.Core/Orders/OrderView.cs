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

/// <summary>Port: the read model of orders, a little behind the orders themselves.</summary>
public interface IOrderViews
{
    Task<OrderView?> GetAsync(string orderId, CancellationToken cancellation);

    /// <summary>Writes the view unless a newer version is there; a late or doubled projection changes nothing.</summary>
    Task SaveAsync(OrderView view, CancellationToken cancellation);

    /// <summary>One page of views, newest order first.</summary>
    Task<IReadOnlyList<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellation);
}

/// <summary>Which orders to list: newest first, those before <paramref name="After"/> (an order id), at most <paramref name="Limit"/>.</summary>
public sealed record OrderQuery(string? CustomerId, OrderStatus? Status, string? After, int Limit);
