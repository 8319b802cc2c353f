using Pipeline.Embedded.Inventory;
using Pipeline.Inventory;
using Pipeline.Orders;

namespace Pipeline.Standalone.Audit;

/// <summary>What came into stock is there or went out with a confirmed order, and every reserve is of an order under way.</summary>
internal sealed class StockIsConserved : IAuditCheck
{
    public AuditCheck Run(AuditBooks books)
    {
        var findings = new Findings();
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        var reservations = books.Pipeline.Sql("SELECT order_id, status, items FROM reservations")
            .All(row => (OrderId: row.Text(0), Status: (ReservationStatus)row.Number(1), Items: row.Text(2)));
        foreach (var (orderId, status, items) in reservations)
        {
            CheckOwner(books, findings, orderId, status);
            if (status is ReservationStatus.Held or ReservationStatus.Firm)
            {
                AddTo(held, ReservedItems.Read(items));
            }
        }

        var skus = CheckStock(books, findings, held, Sold(books));
        return findings.ToCheck("stock-is-conserved", $"{skus} SKUs, {reservations.Count} reservations");
    }

    private static int CheckStock(
        AuditBooks books, Findings findings, Dictionary<string, long> held, Dictionary<string, long> sold) =>
        books.Pipeline.Sql("SELECT sku, on_hand, reserved, received FROM stock").All(row =>
        {
            var sku = row.Text(0);
            var (onHand, reserved, received) = (row.Number(1), row.Number(2), row.Number(3));
            var (gone, live) = (sold.GetValueOrDefault(sku), held.GetValueOrDefault(sku));
            findings.AddIf(
                received - onHand != gone, "SKUs lost or gained stock", $"{sku} ({received} received, {onHand} on hand, {gone} sold)");
            findings.AddIf(reserved != live, "SKUs have a wrong reserve", $"{sku} ({reserved} reserved, {live} by reservations)");
            return sku;
        }).Count;

    private static void CheckOwner(AuditBooks books, Findings findings, string orderId, ReservationStatus status)
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

    private static Dictionary<string, long> Sold(AuditBooks books)
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
