using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public sealed class OrderMoneyTests : OrderSpec
{
    [Fact]
    public void Capture_in_parts_is_recorded_each_time_more_is_captured()
    {
        Given(Some.Requested(), Some.Captured(amount: 1200));
        WhenRecorded(Some.Captured());
        Then(Some.Captured());

        Assert.Equal(Some.Total, Some.Order(Some.Requested(), Some.Captured(amount: 1200), Some.Captured()).NetCaptured());
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(1)]
    public void Capture_is_not_recorded_when_so_much_of_the_payment_is_known(long amount)
    {
        Given(Some.Requested(), Some.Captured(amount: 1200));
        WhenRecorded(Some.Captured(amount: amount));
        ThenNothing();
    }

    [Fact]
    public void Capture_in_another_currency_is_recorded_pays_nothing_and_is_owed_back()
    {
        Given(Some.Requested());
        WhenRecorded(Some.Captured(currency: "EUR"));
        Then(Some.Captured(currency: "EUR"));

        var order = Some.Order(Some.Captured(currency: "EUR"), Some.Captured("pi_2"));
        Assert.Equal((Some.Total, OrderStatus.Paid), (order.NetCaptured(), order.Status));
        var confirmed = order with { Status = OrderStatus.Confirmed };
        var (payment, amount) = Assert.Single(Refunds.Owed(confirmed));
        Assert.Equal((Some.PaymentId, "EUR", Some.Total), (payment.PaymentId, payment.CurrencyIn(confirmed), amount));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Some.Total)]
    public void Capture_that_changes_its_currency_is_refused_so_that_a_person_looks(long known)
    {
        Given(Some.Captured(amount: known));
        WhenRecorded(Some.Captured(currency: "EUR"));
        ThenFails<Permanent>("currency-mismatch");
    }

    [Fact]
    public void Captures_are_refused_when_no_order_could_cost_so_much()
    {
        Given(Some.Captured(amount: OrderLimits.MaxCaptured));
        WhenRecorded(Some.Captured("pi_2", amount: long.MaxValue));
        ThenFails<Permanent>("captured-too-much");
    }

    [Fact]
    public void Refund_is_recorded_once_by_its_id()
    {
        Given(Some.Captured(), Some.Refunded(amount: 100));
        WhenRecorded(Some.Refunded(amount: 100, refundId: "re_2"));
        Then(Some.Refunded(amount: 100, refundId: "re_2"));

        WhenRecorded(Some.Refunded(amount: 100));
        ThenNothing();
    }

    [Fact]
    public void Refund_is_refused_when_no_capture_of_its_payment_is_recorded()
    {
        Given(Some.Requested());
        WhenRecorded(Some.Refunded());
        ThenFails<Permanent>("refund-without-capture");
    }

    [Fact]
    public void Refund_is_refused_when_it_is_of_more_than_is_left()
    {
        Given(Some.Captured(), Some.Refunded(amount: 100));
        WhenRecorded(Some.Refunded(amount: Some.Total - 99, refundId: "re_2"));
        ThenFails<Permanent>("refund-exceeds-capture");
    }

    [Fact]
    public void Refund_is_refused_when_it_is_in_another_currency_than_its_payment()
    {
        Given(Some.Captured(currency: "EUR"));
        WhenRecorded(Some.Refunded());
        ThenFails<Permanent>("currency-mismatch");
    }

    [Fact]
    public void Refund_by_hand_of_a_confirmed_order_is_goodwill_and_neither_kept_nor_owed()
    {
        var order = Some.ReadyOrder(new OrderConfirmed(), Some.Refunded(amount: 700));

        Assert.Equal((700, Some.Total - 700, Some.Total - 700), (order.Goodwill, order.Due(), order.NetCaptured()));
        Assert.Empty(Refunds.Owed(order));
    }

    [Fact]
    public void Refund_of_a_surplus_is_no_goodwill()
    {
        var order = Some.ReadyOrder(new OrderConfirmed(), Some.Captured("pi_2"), Some.Refunded("pi_2"));

        Assert.Equal((0, Some.Total), (order.Goodwill, order.NetCaptured()));
    }

    [Fact]
    public void Flag_stays_until_nothing_is_owed_any_more()
    {
        var partly = Some.ReadyOrder(
            new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"), Some.Refunded("pi_2", 1));
        Assert.True(partly.Flagged);

        var settled = OrderEvolution.Evolve(partly, Some.Refunded("pi_2", Some.Total - 1, "re_2"), Some.OrderId, Some.Now);
        Assert.False(settled.Flagged);
    }
}
