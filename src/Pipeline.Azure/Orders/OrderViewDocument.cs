using Pipeline.Orders;

namespace Pipeline.Azure.Orders;

/// <summary>The read model of one order; what queries filter by stands beside the view.</summary>
internal sealed record OrderViewDocument(string Id, string CustomerId, string OrderId, string Status, long Version, OrderView View)
{
    public static OrderViewDocument Of(OrderView view) =>
        new(view.OrderId, view.CustomerId, view.OrderId, view.Status.Name(), view.Version, view);
}
