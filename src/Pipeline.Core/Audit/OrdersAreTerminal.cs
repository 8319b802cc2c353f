using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Every order is confirmed or cancelled.</summary>
internal sealed class OrdersAreTerminal : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        foreach (var (orderId, book) in books.Log.Orders)
        {
            findings.AddIf(!book.State!.Status.IsTerminal(), $"are {book.State.Status.Name()}", orderId);
        }

        var confirmed = books.Log.Orders.Values.Count(book => book.State!.Status == OrderStatus.Confirmed);
        return findings.ToCheck("orders-are-terminal", $"{confirmed} confirmed, {books.Log.Orders.Count - confirmed} cancelled");
    }
}
