using System.Text.Json;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Every order's state is what its events add up to, and their sequences have no gaps.</summary>
internal sealed class OrdersAreTheirEvents : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        foreach (var (orderId, book) in books.Log.Orders)
        {
            findings.AddIf(book.Problem is not null, "have a broken stream", $"{orderId} ({book.Problem})");
        }

        foreach (var (orderId, state) in books.Orders)
        {
            var same = books.Log.Orders.TryGetValue(orderId, out var book) && state.Span.SequenceEqual(Serialize(book));
            findings.AddIf(!same, "are not what their events add up to", orderId);
        }

        foreach (var lost in books.Log.Orders.Keys.Except(books.Orders.Select(order => order.OrderId)))
        {
            findings.Add("have events but no state", lost);
        }

        return findings.ToCheck("orders-are-their-events", $"{books.Orders.Count} orders");
    }

    private static byte[] Serialize(OrderTally book) => JsonSerializer.SerializeToUtf8Bytes(book.State!, OrderJson.Default.Order);
}
