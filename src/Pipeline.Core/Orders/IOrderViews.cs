namespace Pipeline.Orders;

/// <summary>Port: the read model of orders, a little behind the orders themselves.</summary>
public interface IOrderViews
{
    Task<OrderView?> GetAsync(string orderId, CancellationToken cancellation);

    /// <summary>Writes the view unless a newer version is there; a late or doubled projection changes nothing.</summary>
    Task SaveAsync(OrderView view, CancellationToken cancellation);

    /// <summary>One page of views, newest order first.</summary>
    Task<IReadOnlyList<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellation);
}
