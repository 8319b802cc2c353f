namespace Pipeline.Orders;

/// <summary>The read model of an order; amounts in minor units.</summary>
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

/// <summary>Port: the read model of orders, which lags slightly behind them.</summary>
public interface IOrderViews
{
    Task<OrderView?> GetAsync(string orderId, CancellationToken cancellation);

    /// <summary>Writes the view unless a newer one is stored; a late or repeated projection changes nothing.</summary>
    Task SaveAsync(OrderView view, CancellationToken cancellation);

    /// <summary>One page of views, newest order first.</summary>
    Task<IReadOnlyList<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellation);
}

/// <summary>Which orders to list, newest first.</summary>
/// <param name="After">The last order id of the previous page; null for the first page.</param>
/// <param name="Limit">How many at most.</param>
public sealed record OrderQuery(string? CustomerId, OrderStatus? Status, string? After, int Limit);
