using System.Net;
using System.Text.Json;
using Pipeline.Payments;

namespace Pipeline.Simulation.Tests;

public sealed class WebhookQueueTests : IAsyncLifetime
{
    private readonly SimulationBench _bench = new(new SimulatorOptions { EarlyRate = 1, DuplicateRate = 0.5, OutOfOrderRate = 0.5 });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Webhook_is_sent_again_until_it_is_acknowledged()
    {
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized, HttpStatusCode.OK]);
        _bench.Merchant.Answer = () => new HttpResponseMessage(answers.Dequeue());

        await RequestAsync(duplicate: false, outOfOrder: false);

        Assert.Equal(3, _bench.Merchant.Sent.Count);
        Assert.Single(_bench.Merchant.Sent.Select(sent => Convert.ToHexString(sent.Body)).Distinct());
        Assert.All(_bench.Merchant.Sent, sent => Assert.Equal("/api/webhooks/payments/stripe", sent.Url.AbsolutePath));
    }

    [Fact]
    public async Task Webhook_is_sent_again_when_the_merchant_could_not_be_reached()
    {
        var failures = 1;
        _bench.Merchant.Answer = () =>
            failures-- > 0 ? throw new HttpRequestException("refused") : new HttpResponseMessage(HttpStatusCode.OK);

        await RequestAsync(duplicate: false, outOfOrder: false);

        Assert.Equal(2, _bench.Merchant.Sent.Count);
    }

    [Theory]
    [InlineData(false, false, "payment_intent.succeeded")]
    [InlineData(true, false, "payment_intent.succeeded", "payment_intent.succeeded")]
    [InlineData(false, true, "payment_intent.succeeded", "payment_intent.created")]
    [InlineData(true, true, "payment_intent.succeeded", "payment_intent.succeeded", "payment_intent.created")]
    public async Task Webhooks_follow_the_behaviour_of_the_customer(bool duplicate, bool outOfOrder, params string[] types)
    {
        await RequestAsync(duplicate, outOfOrder);

        Assert.Equal(types, _bench.Merchant.Sent.Select(sent => JsonDocument.Parse(sent.Body).RootElement.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Webhook_that_was_not_acknowledged_is_sent_after_a_restart_and_then_never_again()
    {
        using var stopping = new CancellationTokenSource();
        _bench.Merchant.Answer = () =>
        {
            stopping.Cancel();
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RequestAsync(duplicate: false, outOfOrder: false, stopping.Token));
        await _bench.StopAsync();
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Merchant.Answer = () =>
        {
            acknowledged.TrySetResult();
            return new HttpResponseMessage(HttpStatusCode.OK);
        };

        await _bench.StartAgainAsync();
        await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await _bench.StopAsync();
        var sent = _bench.Merchant.Sent.Count;
        await _bench.StartAgainAsync();

        Assert.Equal((0, sent), (_bench.Queue.Pending, _bench.Merchant.Sent.Count));
    }

    private Task<string> RequestAsync(bool duplicate, bool outOfOrder, CancellationToken cancellation = default) =>
        _bench.Payments.RequestAsync(
            new PaymentRequest("o-1", _bench.Customer(one => one.Duplicate == duplicate && one.OutOfOrder == outOfOrder), 100, "USD"),
            "key",
            cancellation);
}
