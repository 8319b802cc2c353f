using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Fulfilment;

public class CloseOrderTests : ActivitySpec
{
    private readonly ConfirmOrderActivity _confirm;
    private readonly CancelOrderActivity _cancel;
    private readonly FlagOrderActivity _flag;

    public CloseOrderTests()
    {
        _confirm = new ConfirmOrderActivity(Recorder, Inventory.Object);
        _cancel = new CancelOrderActivity(Recorder);
        _flag = new FlagOrderActivity(Recorder);
    }

    [Fact]
    public async Task Order_is_confirmed_before_its_goods_are_taken()
    {
        GivenReady();
        var atTaking = OrderStatus.Placed;
        Inventory.Setup(inventory => inventory.TakeAsync(Some.OrderId, default)).Returns(async () =>
        {
            atTaking = (await OrderAsync()).Status;
            return null;
        });

        Assert.Null(await RunAsync(_confirm));
        Assert.Equal(OrderStatus.Confirmed, atTaking);
    }

    [Fact]
    public async Task Goods_are_taken_when_confirming_runs_again_after_a_crash_in_between()
    {
        GivenReady(new OrderConfirmed());
        GivenTaking(null);

        Assert.Null(await RunAsync(_confirm));

        Assert.Empty(await RecordedAsync());
        Inventory.Verify(inventory => inventory.TakeAsync(Some.OrderId, default), Times.Once);
    }

    [Fact]
    public async Task Goods_that_cannot_be_taken_are_tried_again_because_the_order_is_confirmed()
    {
        GivenReady();
        GivenTaking(new Permanent("not-held", "Nothing is held."));

        AssertFailure<Transient>("not-held", await RunAsync(_confirm));
    }

    [Fact]
    public async Task Goods_stay_when_the_order_may_not_be_confirmed()
    {
        GivenReady(new OrderCancelRequested("changed my mind"));

        AssertFailure<Permanent>("cancel-requested", await RunAsync(_confirm));
        Inventory.Verify(inventory => inventory.TakeAsync(It.IsAny<string>(), default), Times.Never);
    }

    [Fact]
    public async Task Order_is_cancelled_once_with_the_reason_of_the_saga()
    {
        Given();
        Saga = Saga with { Reason = "No payment." };

        Assert.Null(await RunAsync(_cancel));
        Assert.Null(await RunAsync(_cancel));

        Assert.Equal(["order.cancelled"], await RecordedAsync());
        Assert.Equal("No payment.", (await OrderAsync()).CancelReason);
    }

    [Fact]
    public async Task Order_is_flagged_once_with_the_undo_that_could_not_be_done()
    {
        Given();
        Saga = Saga with { Undo = ["release-inventory", "refund-payment"], LastError = "down: It is down." };

        Assert.Null(await RunAsync(_flag));
        Assert.Null(await RunAsync(_flag));

        Assert.Equal(["order.attention-needed"], await RecordedAsync());
        Assert.Equal(OrderStatus.NeedsAttention, (await OrderAsync()).Status);
    }

    private void GivenTaking(Failure? answer) =>
        Inventory.Setup(inventory => inventory.TakeAsync(Some.OrderId, default)).ReturnsAsync(answer);
}
