namespace Pipeline.Audit;

/// <summary>Every order has one view, and that is at the order's version.</summary>
internal sealed class ViewsAreCurrent : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        var missing = books.Log.Orders.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (orderId, version, status) in books.Views)
        {
            missing.Remove(orderId);
            var order = books.Log.Orders.GetValueOrDefault(orderId)?.State;
            findings.AddIf(order is null, "have no order", orderId);
            findings.AddIf(
                order is not null && (order.Version != version || order.Status != status),
                "are out of date",
                $"{orderId} (at {version} of {order?.Version})");
        }

        foreach (var orderId in missing)
        {
            findings.Add("are missing", orderId);
        }

        return findings.ToCheck("views-are-current", $"{books.Views.Count} views");
    }
}
