using System.Net;
using Pipeline.Failures;
using Pipeline.Payments;

namespace Pipeline.Simulation.Tests;

/// <summary>The provider with memory, as its merchant sees it.</summary>
public sealed class SimulatedPaymentsTests : IAsyncLifetime
{
    private readonly SimulationBench _bench = new(new SimulatorOptions { HeldRate = 0.3, LateRate = 0.3, EarlyRate = 0.5 });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Payment_is_made_once_per_key()
    {
        var request = Request(PaymentOutcome.Held);

        var first = await RequestAsync(request, "key-1");

        Assert.Equal(first, await RequestAsync(request, "key-1"));
        Assert.NotEqual(first, await RequestAsync(request, "key-2"));
        Assert.Equal(2, _bench.PaymentCount());
    }

    [Fact]
    public async Task Open_payment_can_be_voided_and_not_refunded()
    {
        var id = await RequestAsync(Request(PaymentOutcome.Held), "key-3");

        await _bench.Payments.VoidAsync(id, "key-4", default);

        Assert.Equal(SimulatedStatus.Voided, _bench.StatusOf(id));
        await AssertRefusedAsync(() => _bench.Payments.RefundAsync(id, 1, "key-5", default));
    }

    [Fact]
    public async Task Void_of_a_late_payment_finds_it_captured()
    {
        var id = await RequestAsync(Request(PaymentOutcome.Late), "key-6");

        await _bench.Payments.VoidAsync(id, "key-7", default);
        Assert.Equal(SimulatedStatus.Captured, _bench.StatusOf(id));
        await _bench.Payments.VoidAsync(id, "key-8", default);
        Assert.Equal(SimulatedStatus.Captured, _bench.StatusOf(id));

        var refund = await _bench.Payments.RefundAsync(id, 100, "key-9", default);
        Assert.Equal(refund, await _bench.Payments.RefundAsync(id, 100, "key-9", default));
        await AssertRefusedAsync(() => _bench.Payments.RefundAsync(id, 1, "key-10", default));
    }

    [Theory]
    [InlineData("o", "c", 0, "USD")]
    [InlineData("o", "", 1, "USD")]
    [InlineData("", "c", 1, "USD")]
    [InlineData("o", "c", 1, "US")]
    public async Task Wrong_request_is_refused(string orderId, string customerId, long amount, string currency)
    {
        await AssertRefusedAsync(() => RequestAsync(new PaymentRequest(orderId, customerId, amount, currency), "key-11"));

        Assert.Equal(0, _bench.PaymentCount());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Refund_of_nothing_is_refused(long amount)
    {
        var id = await RequestAsync(Request(PaymentOutcome.Captured), "key-12");

        await AssertRefusedAsync(() => _bench.Payments.RefundAsync(id, amount, "key-13", default));
    }

    [Fact]
    public Task Voiding_an_unknown_payment_is_refused() => AssertRefusedAsync(() => _bench.Payments.VoidAsync("pi_9", "key-14", default));

    [Fact]
    public async Task Merchant_is_notified_before_the_answer_when_the_webhook_is_early()
    {
        await RequestAsync(Request(behaviour => behaviour is { Outcome: PaymentOutcome.Captured, Early: true }), "key-15");

        Assert.Single(_bench.Merchant.Sent);
    }

    [Fact]
    public async Task Payment_stands_when_its_answer_is_lost_and_the_same_key_finds_it()
    {
        var request = Request(behaviour => behaviour is { Outcome: PaymentOutcome.Captured, Early: true });
        _bench.Merchant.Answer = () =>
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(10));
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        };

        var error = await Assert.ThrowsAsync<FailureException>(() => RequestAsync(request, "key-16"));
        var id = await RequestAsync(request, "key-16");

        Assert.Equal("provider-unreachable", Assert.IsType<Transient>(error.Failure).Code);
        Assert.Equal((SimulatedStatus.Captured, 1), (_bench.StatusOf(id), _bench.PaymentCount()));
        Assert.Equal(1, _bench.Queue.Pending);
    }

    private PaymentRequest Request(PaymentOutcome outcome) => Request(behaviour => behaviour.Outcome == outcome);

    private PaymentRequest Request(Func<PaymentBehaviour, bool> which) => new("none", _bench.Customer(which), 100, "USD");

    private Task<string> RequestAsync(PaymentRequest request, string key) => _bench.Payments.RequestAsync(request, key, default);

    private static async Task AssertRefusedAsync(Func<Task> call) => Assert.Equal(
        "provider-refused", Assert.IsType<Permanent>((await Assert.ThrowsAsync<FailureException>(call)).Failure).Code);
}
