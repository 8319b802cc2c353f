using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Fulfilment;

public class CollectPaymentTests : ActivitySpec
{
    private readonly CollectPaymentActivity _collect;
    private readonly RefundPaymentActivity _refund;

    public CollectPaymentTests()
    {
        _collect = new CollectPaymentActivity(Recorder, Provider.Object);
        _refund = new RefundPaymentActivity(Recorder, Provider.Object);
        Provider
            .Setup(provider => provider.RefundAsync(It.IsAny<string>(), It.IsAny<long>(), It.IsAny<string>(), default))
            .ReturnsAsync((string _, long _, string key, CancellationToken _) => "re_" + key);
        Provider.Setup(provider => provider.VoidAsync(It.IsAny<string>(), It.IsAny<string>(), default)).Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task Provider_is_asked_for_the_total_with_one_key_when_collecting_runs_twice()
    {
        Given(Some.Reserved);
        GivenRequesting();

        Assert.Null(await RunAsync(_collect));
        Assert.Null(await RunAsync(_collect));

        Assert.Equal(["payment.requested"], await RecordedAsync());
        Provider.Verify(
            provider => provider.RequestAsync(new PaymentRequest(Some.OrderId, "c-1", Some.Total, "USD"), $"{Some.OrderId}:pay", default),
            Times.Exactly(2));
    }

    [Fact]
    public async Task Collecting_is_done_when_it_runs_again_after_the_capture()
    {
        Given(Some.Reserved, Some.Requested(), Some.Captured());
        GivenRequesting();

        Assert.Null(await RunAsync(_collect));
        Assert.Empty(await RecordedAsync());
    }

    [Fact]
    public async Task Provider_is_not_asked_when_the_order_is_being_cancelled()
    {
        Given(Some.Reserved, new OrderCancelRequested("changed my mind"));

        AssertFailure<Permanent>("cancel-requested", await RunAsync(_collect));
    }

    [Fact]
    public async Task Nothing_is_recorded_when_the_provider_cannot_be_reached()
    {
        Given(Some.Reserved);
        Provider
            .Setup(provider => provider.RequestAsync(It.IsAny<PaymentRequest>(), It.IsAny<string>(), default))
            .ThrowsAsync(new HttpRequestException("down"));

        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(_collect));
        Assert.Empty(await RecordedAsync());
    }

    [Fact]
    public async Task Open_payment_is_voided_and_nothing_refunded_when_it_was_never_captured()
    {
        Given(Some.Reserved, Some.Requested());

        Assert.Null(await RunAsync(_refund));

        Provider.Verify(provider => provider.VoidAsync(Some.PaymentId, "pi_1:void", default), Times.Once);
        AssertRefunds(0);
    }

    [Fact]
    public async Task Failed_payment_is_left_alone()
    {
        Given(Some.Reserved, Some.Requested(), Some.Failed());

        Assert.Null(await RunAsync(_refund));

        Provider.Verify(provider => provider.VoidAsync(It.IsAny<string>(), It.IsAny<string>(), default), Times.Never);
        AssertRefunds(0);
    }

    [Fact]
    public async Task Captured_payment_is_refunded_once_when_refunding_runs_twice()
    {
        Given(Some.Reserved, Some.Requested(), Some.Captured());

        Assert.Null(await RunAsync(_refund));
        Assert.Null(await RunAsync(_refund));

        AssertRefunds(1);
        Provider.Verify(provider => provider.RefundAsync("pi_1", Some.Total, "pi_1:refund:0", default), Times.Once);
        Assert.Equal(["payment.refunded"], await RecordedAsync());
        Assert.Equal(0, (await OrderAsync()).NetCaptured());
    }

    [Fact]
    public async Task Same_key_is_used_when_the_refund_was_made_but_not_recorded()
    {
        Given(Some.Captured());
        Assert.Null(await RunAsync(_refund));
        Given(Some.Captured());
        Assert.Null(await RunAsync(_refund));

        Provider.Verify(provider => provider.RefundAsync("pi_1", Some.Total, "pi_1:refund:0", default), Times.Exactly(2));
    }

    [Fact]
    public async Task Another_key_is_used_when_more_is_refunded_of_the_same_payment()
    {
        Given(Some.Captured(), Some.Refunded(amount: 200));

        Assert.Null(await RunAsync(_refund));

        Provider.Verify(provider => provider.RefundAsync("pi_1", Some.Total - 200, "pi_1:refund:200", default), Times.Once);
    }

    [Fact]
    public async Task Every_payment_is_refunded_when_the_customer_paid_twice_and_the_order_is_given_up()
    {
        Given(Some.Captured("pi_1"), Some.Captured("pi_2"));

        Assert.Null(await RunAsync(_refund));

        AssertRefunds(2);
        Assert.Equal(0, (await OrderAsync()).NetCaptured());
    }

    [Fact]
    public async Task Only_the_surplus_is_refunded_when_the_order_is_confirmed()
    {
        GivenReady(new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"));

        Assert.Null(await RunAsync(_refund));

        AssertRefunds(1);
        Provider.Verify(provider => provider.RefundAsync("pi_2", Some.Total, "pi_2:refund:0", default), Times.Once);
        Assert.Equal((Some.Total, OrderStatus.Confirmed), ((await OrderAsync()).NetCaptured(), (await OrderAsync()).Status));
    }

    private void GivenRequesting() => Provider
        .Setup(provider => provider.RequestAsync(It.IsAny<PaymentRequest>(), It.IsAny<string>(), default))
        .ReturnsAsync(Some.PaymentId);

    private void AssertRefunds(int times) => Provider.Verify(
        provider => provider.RefundAsync(It.IsAny<string>(), It.IsAny<long>(), It.IsAny<string>(), default), Times.Exactly(times));
}
