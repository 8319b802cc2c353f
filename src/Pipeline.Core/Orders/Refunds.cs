namespace Pipeline.Orders;

/// <summary>What is owed back: everything, or for a confirmed order what exceeds its total; in another currency always all.</summary>
public static class Refunds
{
    /// <summary>Payments and minor units to refund, newest payment first.</summary>
    public static IEnumerable<(OrderPayment Payment, long Amount)> Owed(Order order)
    {
        var owed = order.NetCaptured() - order.Due();
        foreach (var payment in order.Payments.Reverse())
        {
            var isForeign = payment.ForeignCurrency is not null;
            var amount = isForeign ? payment.Net : Math.Min(owed, payment.Net);
            if (amount > 0)
            {
                owed -= isForeign ? 0 : amount;
                yield return (payment, amount);
            }
        }
    }
}
