namespace Pipeline.Orders;

/// <summary>What is owed back to the customer: everything, or for a confirmed order what exceeds its total.</summary>
public static class Refunds
{
    /// <summary>Payments and minor units to refund, newest payment first.</summary>
    public static IEnumerable<(OrderPayment Payment, long Amount)> Owed(Order order)
    {
        var keep = order.Status == OrderStatus.Confirmed ? order.Total : 0;
        var owed = order.NetCaptured() - keep;
        foreach (var payment in order.Payments.Reverse())
        {
            var amount = Math.Min(owed, payment.Net);
            if (amount > 0)
            {
                owed -= amount;
                yield return (payment, amount);
            }
        }
    }
}
