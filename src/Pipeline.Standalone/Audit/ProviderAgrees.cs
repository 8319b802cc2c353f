using Pipeline.Orders;
using Pipeline.Standalone.Payments;

namespace Pipeline.Standalone.Audit;

/// <summary>The payment provider's ledger and the pipeline's orders say the same of every payment.</summary>
internal sealed class ProviderAgrees : IAuditCheck
{
    private const string Name = "provider-agrees";

    public AuditCheck Run(AuditBooks books)
    {
        var ledger = Ledger(books);
        if (ledger.Count == 0)
        {
            return new AuditCheck(Name, Ok: true, "the simulated provider was not used");
        }

        var findings = new Findings();
        var known = books.Log.Orders.Values.SelectMany(book => book.State!.Payments).ToDictionary(payment => payment.PaymentId);
        foreach (var (id, (captured, refunded)) in ledger)
        {
            var own = known.GetValueOrDefault(id) ?? new OrderPayment("", id);
            findings.AddIf(
                own.Captured != captured || own.Refunded != refunded,
                "payments differ",
                $"{id} (provider {captured} captured, {refunded} refunded; order {own.Captured}, {own.Refunded})");
        }

        foreach (var strange in known.Keys.Where(id => !ledger.ContainsKey(id)))
        {
            findings.Add("payments are unknown to the provider", strange);
        }

        return findings.ToCheck(Name, $"{ledger.Count} payments, {ledger.Values.Sum(payment => payment.Refunded)} refunded");
    }

    // What was refunded is added up from the refunds themselves.
    private static Dictionary<string, (long Captured, long Refunded)> Ledger(AuditBooks books) => books.World is null ? [] : books.World
        .Sql(
            """
            SELECT p.id, p.status, p.amount, coalesce(sum(r.amount), 0)
            FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id GROUP BY p.id
            """)
        .All(row => (
            Id: row.Text(0), Captured: row.Number(1) == (long)SimulatedStatus.Captured ? row.Number(2) : 0, Refunded: row.Number(3)))
        .ToDictionary(row => row.Id, row => (row.Captured, row.Refunded));
}
