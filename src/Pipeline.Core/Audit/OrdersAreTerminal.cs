using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Every order is confirmed or cancelled.</summary>
internal sealed class OrdersAreTerminal : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        foreach (var (orderId, tally) in snapshot.Log.Orders)
        {
            findings.AddIf(!tally.State!.Status.IsTerminal(), $"are {tally.State.Status.Name()}", orderId);
        }

        var confirmed = snapshot.Log.Orders.Values.Count(tally => tally.State!.Status == OrderStatus.Confirmed);
        return findings.ToCheck("orders-are-terminal", $"{confirmed} confirmed, {snapshot.Log.Orders.Count - confirmed} cancelled");
    }
}
