using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Received stock is on hand or left with a confirmed order, and every reservation belongs to an order in progress.</summary>
internal sealed class StockIsConserved : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (orderId, status, items) in snapshot.Reservations)
        {
            CheckOwner(snapshot, findings, orderId, status);
            if (status is ReservationStatus.Held or ReservationStatus.Firm)
            {
                AddTo(held, items);
            }
        }

        CheckStock(snapshot, findings, held, Sold(snapshot));
        return findings.ToCheck("stock-is-conserved", $"{snapshot.Stock.Count} SKUs, {snapshot.Reservations.Count} reservations");
    }

    private static void CheckStock(AuditSnapshot snapshot, Findings findings, Dictionary<string, long> held, Dictionary<string, long> sold)
    {
        foreach (var (sku, onHand, reserved, received) in snapshot.Stock)
        {
            var (gone, live) = (sold.GetValueOrDefault(sku), held.GetValueOrDefault(sku));
            findings.AddIf(
                received - onHand != gone, "SKUs lost or gained stock", $"{sku} ({received} received, {onHand} on hand, {gone} sold)");
            findings.AddIf(reserved != live, "SKUs have a wrong reserve", $"{sku} ({reserved} reserved, {live} by reservations)");
        }
    }

    private static void CheckOwner(AuditSnapshot snapshot, Findings findings, string orderId, ReservationStatus status)
    {
        var order = snapshot.Log.Orders.GetValueOrDefault(orderId)?.State?.Status;
        var agrees = order switch
        {
            OrderStatus.Confirmed => status == ReservationStatus.Taken,
            OrderStatus.Cancelled => status == ReservationStatus.Released,
            null => false,
            _ => status != ReservationStatus.Taken,
        };
        findings.AddIf(
            !agrees, "reservations do not fit their order", $"{orderId} ({status} of an order that is {order?.Name() ?? "unknown"})");
    }

    private static Dictionary<string, long> Sold(AuditSnapshot snapshot)
    {
        var sold = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var tally in snapshot.Log.Orders.Values.Where(tally => tally.State!.Status == OrderStatus.Confirmed))
        {
            AddTo(sold, tally.State!.Items());
        }

        return sold;
    }

    private static void AddTo(Dictionary<string, long> sums, IEnumerable<StockQuantity> items)
    {
        foreach (var item in items)
        {
            sums[item.Sku] = sums.GetValueOrDefault(item.Sku) + item.Quantity;
        }
    }
}
