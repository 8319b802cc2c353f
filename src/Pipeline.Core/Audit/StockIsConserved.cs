using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>What came into stock is there or went out with a confirmed order, and every reserve is of an order under way.</summary>
internal sealed class StockIsConserved : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (orderId, status, items) in books.Reservations)
        {
            CheckOwner(books, findings, orderId, status);
            if (status is ReservationStatus.Held or ReservationStatus.Firm)
            {
                AddTo(held, items);
            }
        }

        CheckStock(books, findings, held, Sold(books));
        return findings.ToCheck("stock-is-conserved", $"{books.Stock.Count} SKUs, {books.Reservations.Count} reservations");
    }

    private static void CheckStock(AuditSnapshot books, Findings findings, Dictionary<string, long> held, Dictionary<string, long> sold)
    {
        foreach (var (sku, onHand, reserved, received) in books.Stock)
        {
            var (gone, live) = (sold.GetValueOrDefault(sku), held.GetValueOrDefault(sku));
            findings.AddIf(
                received - onHand != gone, "SKUs lost or gained stock", $"{sku} ({received} received, {onHand} on hand, {gone} sold)");
            findings.AddIf(reserved != live, "SKUs have a wrong reserve", $"{sku} ({reserved} reserved, {live} by reservations)");
        }
    }

    private static void CheckOwner(AuditSnapshot books, Findings findings, string orderId, ReservationStatus status)
    {
        var order = books.Log.Orders.GetValueOrDefault(orderId)?.State?.Status;
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

    private static Dictionary<string, long> Sold(AuditSnapshot books)
    {
        var sold = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var book in books.Log.Orders.Values.Where(book => book.State!.Status == OrderStatus.Confirmed))
        {
            AddTo(sold, book.State!.Items());
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
