namespace Pipeline.Audit;

/// <summary>Every order that is not archived has exactly one view, at the order's version.</summary>
internal sealed class ViewsAreCurrent : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var missing = snapshot.Log.PresentOrders.ToHashSet(StringComparer.Ordinal);
        foreach (var (orderId, version, status) in snapshot.Views)
        {
            missing.Remove(orderId);
            var order = snapshot.Log.Orders.GetValueOrDefault(orderId)?.State;
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

        return findings.ToCheck("views-are-current", $"{snapshot.Views.Count} views");
    }
}
