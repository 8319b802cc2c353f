using System.Text.Json;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Every order's state is what its events add up to, and their sequences have no gaps.</summary>
internal sealed class OrdersAreTheirEvents : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        foreach (var (orderId, tally) in snapshot.Log.Orders)
        {
            findings.AddIf(tally.Problem is not null, "have a broken stream", $"{orderId} ({tally.Problem})");
        }

        foreach (var (orderId, state) in snapshot.Orders)
        {
            var same = snapshot.Log.Orders.TryGetValue(orderId, out var tally) && state.Span.SequenceEqual(Serialize(tally));
            findings.AddIf(!same, "are not what their events add up to", orderId);
        }

        foreach (var stayed in snapshot.Log.ArchivedOrders.Intersect(snapshot.Orders.Select(order => order.OrderId)))
        {
            findings.Add("are archived and still have a state", stayed);
        }

        foreach (var lost in snapshot.Log.PresentOrders.Except(snapshot.Orders.Select(order => order.OrderId)))
        {
            findings.Add("have events but no state", lost);
        }

        return findings.ToCheck("orders-are-their-events", $"{snapshot.Orders.Count} orders");
    }

    private static byte[] Serialize(OrderTally tally) => JsonSerializer.SerializeToUtf8Bytes(tally.State!, OrderJson.Default.Order);
}
