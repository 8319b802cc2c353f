using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Payments;

public class RefundsTests
{
    [Fact]
    public void Everything_is_owed_when_the_order_is_not_confirmed() =>
        Assert.Equal([("pi_2", 100), ("pi_1", Some.Total)], Owed(Some.Order(Some.Captured(), Some.Captured("pi_2", 100))));

    [Fact]
    public void Only_what_is_above_the_total_is_owed_when_the_order_is_confirmed()
    {
        Assert.Empty(Owed(Some.ReadyOrder(new OrderConfirmed())));
        Assert.Equal([("pi_2", 100)], Owed(Some.ReadyOrder(Some.Captured("pi_2", 100), new OrderConfirmed())));
        Assert.Equal([("pi_1", 50)], Owed(
            Some.Order(Some.Reserved, Some.Captured(amount: Some.Total + 50), Some.Scheduled, new OrderConfirmed())));
    }

    [Fact]
    public void Only_what_is_above_the_total_is_owed_when_a_confirmed_order_needs_attention() =>
        Assert.Equal([("pi_2", 100)], Owed(Some.ReadyOrder(
            new OrderConfirmed(), Some.Captured("pi_2", 100), new OrderAttentionNeeded("refund-payment", "down"))));

    [Fact]
    public void Rest_is_owed_when_some_was_refunded() =>
        Assert.Equal([("pi_1", Some.Total - 200)], Owed(Some.Order(Some.Captured(), Some.Refunded(amount: 200))));

    [Fact]
    public void Nothing_is_owed_when_nothing_was_captured() =>
        Assert.Empty(Owed(Some.Order(Some.Requested(), Some.Requested("pi_2"), Some.Failed("pi_2"))));

    [Fact]
    public void Amount_of_a_payment_is_the_same_when_an_older_request_is_captured_before_the_refund_is_recorded()
    {
        IOrderEvent[] story =
            [Some.Reserved, Some.Requested("pi_1"), Some.Requested("pi_2"), Some.Captured("pi_2", Some.Total + 50),
             Some.Scheduled, new OrderConfirmed()];

        Assert.Equal([("pi_2", 50)], Owed(Some.Order(story)));
        Assert.Equal([("pi_1", Some.Total), ("pi_2", 50)], Owed(Some.Order([.. story, Some.Captured("pi_1")])));
    }

    private static IEnumerable<(string, long)> Owed(Order order) =>
        Refunds.Owed(order).Select(owed => (owed.Payment.PaymentId, owed.Amount));
}
