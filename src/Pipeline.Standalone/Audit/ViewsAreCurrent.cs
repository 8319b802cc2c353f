using Pipeline.Orders;

namespace Pipeline.Standalone.Audit;

/// <summary>Every order has one view, and that is at the order's version.</summary>
internal sealed class ViewsAreCurrent : IAuditCheck
{
    public AuditCheck Run(AuditBooks books)
    {
        var findings = new Findings();
        var missing = books.Log.Orders.Keys.ToHashSet(StringComparer.Ordinal);
        var views = books.Pipeline.Sql("SELECT order_id, version, status FROM order_views")
            .All(row => (OrderId: row.Text(0), Version: row.Number(1), Status: row.Text(2)));
        foreach (var (orderId, version, status) in views)
        {
            missing.Remove(orderId);
            var order = books.Log.Orders.GetValueOrDefault(orderId)?.State;
            findings.AddIf(order is null, "have no order", orderId);
            findings.AddIf(
                order is not null && (order.Version != version || order.Status.Name() != status),
                "are out of date",
                $"{orderId} (at {version} of {order?.Version})");
        }

        foreach (var orderId in missing)
        {
            findings.Add("are missing", orderId);
        }

        return findings.ToCheck("views-are-current", $"{views.Count} views");
    }
}
