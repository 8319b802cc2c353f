using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class OrderEvolutionTests
{
    [Fact]
    public void Status_advances_when_the_story_goes_on()
    {
        IOrderEvent[] story = [Some.Reserved, Some.Requested(), Some.Captured(), Some.Scheduled, new OrderConfirmed()];
        var statuses = Enumerable.Range(0, story.Length + 1).Select(length => Some.Order(story[..length]).Status);

        Assert.Equal(
            [OrderStatus.Placed, OrderStatus.Reserved, OrderStatus.Reserved, OrderStatus.Paid, OrderStatus.Shipped, OrderStatus.Confirmed],
            statuses);
    }

    [Fact]
    public void Status_does_not_go_back_when_facts_come_in_another_order() =>
        Assert.Equal(OrderStatus.Paid, Some.Order(Some.Captured(), Some.Requested(), Some.Reserved).Status);

    [Fact]
    public void Status_stays_when_too_little_was_paid() =>
        Assert.Equal(OrderStatus.Reserved, Some.Order(Some.Reserved, Some.Captured(amount: Some.Total - 1)).Status);

    [Fact]
    public void Order_stays_cancelled_when_a_payment_is_captured_late()
    {
        var order = Some.Order(Some.Requested(), new OrderCancelled("No payment."), Some.Captured());

        Assert.Equal(OrderStatus.Cancelled, order.Status);
        Assert.Equal(Some.Total, order.NetCaptured());
    }

    [Fact]
    public void Order_stays_confirmed_when_it_needs_attention()
    {
        var order = Some.ReadyOrder(new OrderConfirmed(), new OrderAttentionNeeded("refund-payment", "down"));

        Assert.Equal(OrderStatus.Confirmed, order.Status);
        Assert.True(order.Flagged);
    }

    [Fact]
    public void Order_needs_attention_when_flagged_and_no_longer_when_closed()
    {
        var flagged = Some.Order(Some.Reserved, new OrderAttentionNeeded("refund-payment", "down"));
        var closed = Some.Order(Some.Reserved, new OrderAttentionNeeded("refund-payment", "down"), new OrderCancelled("why"));

        Assert.Equal((OrderStatus.NeedsAttention, true), (flagged.Status, flagged.Flagged));
        Assert.Equal((OrderStatus.Cancelled, false), (closed.Status, closed.Flagged));
    }

    [Fact]
    public void Money_counts_what_was_captured_and_not_refunded()
    {
        var order = Some.Order(Some.Captured(), Some.Captured("pi_2", 1000), Some.Refunded("pi_2", 400));

        Assert.Equal(Some.Total + 600, order.NetCaptured());
        Assert.Equal(600, order.Payment("pi_2")!.Net);
        Assert.True(order.PaidInFull());
    }

    [Fact]
    public void Payment_is_open_until_it_is_captured_or_fails()
    {
        Assert.True(Some.Order(Some.Requested()).Payment(Some.PaymentId)!.Open);
        Assert.False(Some.Order(Some.Requested(), Some.Captured()).Payment(Some.PaymentId)!.Open);
        Assert.False(Some.Order(Some.Requested(), Some.Failed()).Payment(Some.PaymentId)!.Open);
        Assert.Null(Some.Order().Payment(Some.PaymentId));
    }

    [Fact]
    public void Payments_are_in_the_order_of_their_capture()
    {
        var order = Some.Order(Some.Requested("pi_1"), Some.Requested("pi_2"), Some.Captured("pi_2"), Some.Captured("pi_1"));

        Assert.Equal(["pi_2", "pi_1"], order.Payments.Select(payment => payment.PaymentId));
    }

    [Fact]
    public void Stock_and_parcel_are_gone_when_undone()
    {
        var order = Some.ReadyOrder(new ShipmentCancelled("ship_1"), new InventoryReleased());

        Assert.Null(order.Shipment);
        Assert.False(order.StockHeld);
    }

    [Fact]
    public void Reason_of_the_customer_stays_when_the_order_is_cancelled() =>
        Assert.Equal("mine", Some.Order(new OrderCancelRequested("mine"), new OrderCancelled("theirs")).CancelReason);

    [Fact]
    public void Version_counts_the_events() => Assert.Equal(5, Some.ReadyOrder().Version);

    [Fact]
    public void Stream_must_begin_with_the_placing() =>
        Assert.Throws<InvalidOperationException>(() => OrderEvolution.Evolve(null, Some.Captured(), Some.OrderId, Some.Now));

    [Fact]
    public void Items_add_up_per_sku_in_sku_order()
    {
        var order = OrderEvolution.Evolve(
            null, Some.Placed(new("B", 1, 10), new("A", 2, 10), new("B", 3, 20)), Some.OrderId, Some.Now);

        Assert.Equal([new StockQuantity("A", 2), new StockQuantity("B", 4)], order.Items());
    }
}
