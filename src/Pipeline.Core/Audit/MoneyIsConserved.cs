using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>Captured minus refunded is the total of a confirmed order and zero for a cancelled one, per order and per currency.</summary>
internal sealed class MoneyIsConserved : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var payments = new HashSet<string>(StringComparer.Ordinal);
        var byCurrency = new SortedDictionary<string, (decimal Net, decimal Due)>(StringComparer.Ordinal);
        foreach (var order in snapshot.Log.Orders.Values.Select(tally => tally.State!))
        {
            var (due, net) = (order.Due(), order.NetCaptured());
            findings.AddIf(
                order.Status.IsTerminal() && net != due,
                "orders are out of balance",
                $"{order.OrderId} ({net} of {due} {order.Currency} kept)");
            foreach (var payment in order.Payments)
            {
                findings.AddIf(!payments.Add(payment.PaymentId), "payments pay two orders", payment.PaymentId);
                findings.AddIf(
                    order.Status.IsTerminal() && payment is { ForeignCurrency: not null, Net: not 0 },
                    "payments are in another currency than their order",
                    $"{payment.PaymentId} ({payment.Net} {payment.ForeignCurrency} kept for {order.OrderId})");
            }

            var sums = byCurrency.GetValueOrDefault(order.Currency);
            byCurrency[order.Currency] = (sums.Net + net, sums.Due + due);
        }

        foreach (var (currency, (net, due)) in byCurrency)
        {
            findings.AddIf(net != due, "currencies are out of balance", $"{currency} ({net} kept, {due} sold)");
        }

        var kept = string.Join(", ", byCurrency.Select(sum => $"{sum.Value.Net} {sum.Key}"));
        return findings.ToCheck("money-is-conserved", $"{kept} (minor units)");
    }
}
