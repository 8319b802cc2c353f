using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Compliance.Flows;

/// <summary>What happens to an order, on every engine.</summary>
public abstract class OrderFlowSuite : FlowSuite
{
    private static readonly Stock Untouched = new("SKU-1", IPipelineBench.InitialStock, 0);
    private static readonly Stock Sold = new("SKU-1", IPipelineBench.InitialStock - 2, 0);

    private Payments Payments => World.Payments;

    [Fact]
    public async Task Order_is_confirmed_when_its_payment_is_captured()
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);
        Assert.Equal(new Stock("SKU-1", IPipelineBench.InitialStock, 2), await StockAsync());

        await CaptureAsync(id);

        await EndsAsync(id, SagaPhase.Completed);
        Assert.Equal((OrderStatus.Confirmed, Sold), ((await OrderAsync(id)).Status, await StockAsync()));
        await AssertViewIsCurrentAsync(id);
        Assert.Equal(
            [$"Your order {id}", $"Your order {id} is on its way"], World.Outbox.Sent.Select(mail => mail.Subject).Order());
        Assert.Equal(0, (await StatsAsync()).OpenDeadLetters);
    }

    [Fact]
    public async Task Order_is_confirmed_when_its_payment_is_captured_before_it_was_asked_for()
    {
        var id = await PlaceAsync();
        await CaptureAsync(id);

        await EndsAsync(id, SagaPhase.Completed);

        Assert.Equal((OrderStatus.Confirmed, Sold), ((await OrderAsync(id)).Status, await StockAsync()));
        Assert.Equal(0, (await StatsAsync()).OpenDeadLetters);
    }

    [Fact]
    public async Task Order_is_cancelled_and_its_stock_released_when_its_payment_fails()
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);

        await DoAsync(id, new RecordEvent(Some.Failed("pi_" + id)));

        await AssertCancelledAsync(id);
        Assert.Empty(Payments.Refunds);
    }

    [Fact]
    public async Task Order_is_cancelled_and_its_payment_void_when_nobody_pays_in_time()
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);

        World.Time.Advance(TimeSpan.FromMinutes(15));

        await AssertCancelledAsync(id);
        Assert.Equal(["pi_" + id], Payments.Voids.Values);
    }

    [Fact]
    public async Task Payment_is_refunded_when_it_is_captured_after_the_order_was_cancelled()
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);
        World.Time.Advance(TimeSpan.FromMinutes(15));
        await AssertCancelledAsync(id);

        await CaptureAsync(id);

        await Bench.UntilAsync(async () => (await OrderAsync(id)).Payments[0].Refunded == Some.Total, "the surplus is given back");
        await AssertCancelledAsync(id);
        Assert.Equal([("pi_" + id, Some.Total)], Payments.Refunds.Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Surplus_is_refunded_and_the_order_stays_confirmed_when_a_customer_pays_twice(bool afterwards)
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);
        await CaptureAsync(id);
        if (afterwards)
        {
            await EndsAsync(id, SagaPhase.Completed);
        }

        await CaptureAsync(id, "pi_second");

        await Bench.UntilAsync(async () => (await OrderAsync(id)).NetCaptured() == Some.Total, "the surplus is given back");
        await EndsAsync(id, SagaPhase.Completed);
        Assert.Equal((OrderStatus.Confirmed, Sold), ((await OrderAsync(id)).Status, await StockAsync()));
        Assert.Equal([("pi_second", Some.Total)], Payments.Refunds.Values);
    }

    [Fact]
    public async Task Order_is_cancelled_when_its_customer_asks_for_it_before_paying()
    {
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);

        await DoAsync(id, new RequestCancel("Changed my mind."));

        await AssertCancelledAsync(id);
        Assert.Equal("Changed my mind.", (await OrderAsync(id)).CancelReason);
    }

    [Fact]
    public async Task Order_is_cancelled_when_there_is_not_enough_stock()
    {
        await Bench.Get<IInventory>().SetOnHandAsync("SKU-1", 1, default);
        var id = await PlaceAsync();

        await EndsAsync(id, SagaPhase.Compensated);

        Assert.Equal((OrderStatus.Cancelled, new Stock("SKU-1", 1, 0)), ((await OrderAsync(id)).Status, await StockAsync()));
        Assert.Empty(Payments.Requests);
    }

    [Fact]
    public async Task Order_needs_attention_when_its_refund_fails_for_good_and_is_cancelled_when_it_is_resumed()
    {
        Payments.OnRefund = _ => throw new FailureException(new Permanent("refused", "The provider says no."));
        var id = await PlaceAsync();
        await AwaitsPaymentAsync(id);
        await DoAsync(id, new RequestCancel("Changed my mind."));
        await EndsAsync(id, SagaPhase.Compensated);
        await CaptureAsync(id);
        await EndsAsync(id, SagaPhase.NeedsAttention);
        Assert.Equal(1, (await StatsAsync()).Sagas.NeedAttention);

        Payments.OnRefund = _ => { };
        Assert.Null((await Bench.Get<ISagaOperations>().ResumeAsync(id, default)).Failure);

        await AssertCancelledAsync(id);
        Assert.Equal([("pi_" + id, Some.Total)], Payments.Refunds.Values);
        Assert.Equal(0, (await OrderAsync(id)).NetCaptured());
    }

    private async Task AssertCancelledAsync(string id)
    {
        await EndsAsync(id, SagaPhase.Compensated);
        Assert.Equal((OrderStatus.Cancelled, Untouched), ((await OrderAsync(id)).Status, await StockAsync()));
        await AssertViewIsCurrentAsync(id);
    }
}
