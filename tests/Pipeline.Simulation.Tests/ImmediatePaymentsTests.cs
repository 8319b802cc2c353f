using System.Net;
using Azure.Messaging;
using Microsoft.Extensions.Options;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Simulation.Tests;

public sealed class ImmediatePaymentsTests
{
    private static readonly Uri Url = new("https://app.example.com/api/webhooks/payments/stripe");
    private static readonly PaymentRequest Request = new("o-1", "c-1", 3200, "USD");
    private static readonly IOptions<StripeWebhookOptions> Stripe =
        Options.Create(new StripeWebhookOptions { SigningSecrets = ["whsec_test"] });

    private readonly StubHttp _http = new();
    private readonly ImmediatePayments _payments;

    public ImmediatePaymentsTests()
    {
        var time = new VirtualTime();
        var options = Options.Create(new SimulatorOptions { WebhookUrl = Url });
        _payments = new ImmediatePayments(new WebhookSender(new HttpMessageInvoker(_http), Stripe, time), options, time);
    }

    [Fact]
    public async Task Payment_is_reported_by_a_webhook_that_the_pipeline_accepts()
    {
        var paymentId = await _payments.RequestAsync(Request, "o-1:pay", default);

        var told = Assert.Single(await ReadAsync());
        Assert.Equal("o-1", told.Subject);
        Assert.Equal(new PaymentCaptured("stripe", paymentId, 3200, "USD"), CloudEvents.Read(told));
        Assert.Equal((Url, "application/json; charset=utf-8"), (_http.Sent[0].Url, _http.Sent[0].ContentType));
    }

    [Fact]
    public async Task Payment_is_declined_when_the_customer_says_so()
    {
        var paymentId = await _payments.RequestAsync(Request with { CustomerId = "c-1-declined" }, "o-1:pay", default);

        Assert.Equal(
            new PaymentFailed("stripe", paymentId, "Your card was declined."), CloudEvents.Read(Assert.Single(await ReadAsync())));
    }

    [Fact]
    public async Task Payment_and_its_event_are_made_once_when_requested_twice()
    {
        var first = await _payments.RequestAsync(Request, "o-1:pay", default);

        Assert.Equal(first, await _payments.RequestAsync(Request, "o-1:pay", default));

        Assert.Single((await ReadAsync()).Select(told => told.Id).Distinct());
        Assert.NotEqual(first, await _payments.RequestAsync(Request with { OrderId = "o-2" }, "o-2:pay", default));
    }

    [Fact]
    public async Task Refund_has_the_same_id_each_time()
    {
        var first = await _payments.RefundAsync("pi_1", 100, "pi_1:refund:0", default);

        Assert.StartsWith("re_", first, StringComparison.Ordinal);
        Assert.Equal(first, await _payments.RefundAsync("pi_1", 100, "pi_1:refund:0", default));
        Assert.NotEqual(first, await _payments.RefundAsync("pi_1", 100, "pi_1:refund:100", default));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task Payment_fails_as_transient_when_the_webhook_is_refused(HttpStatusCode status)
    {
        _http.Answer = () => new HttpResponseMessage(status);

        var error = await Assert.ThrowsAsync<FailureException>(() => _payments.RequestAsync(Request, "o-1:pay", default));

        Assert.Equal("webhook-not-sent", Assert.IsType<Transient>(error.Failure).Code);
        Assert.Contains($"{(int)status}", error.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_fails_as_transient_when_the_webhook_gets_no_answer()
    {
        _http.Answer = () => throw new HttpRequestException("refused");

        var error = await Assert.ThrowsAsync<FailureException>(() => _payments.RequestAsync(Request, "o-1:pay", default));

        Assert.IsType<Transient>(error.Failure);
    }

    private async Task<List<CloudEvent>> ReadAsync()
    {
        var events = new List<CloudEvent>();
        foreach (var (_, body, signature, _) in _http.Sent)
        {
            var read = await new StripeWebhook(Stripe).ReadAsync(new WebhookRequest(body, _ => signature, Some.Now), default);
            Assert.True(read.TryGet(out var told, out var failure), failure?.Detail);
            events.AddRange(told);
        }

        return events;
    }
}
