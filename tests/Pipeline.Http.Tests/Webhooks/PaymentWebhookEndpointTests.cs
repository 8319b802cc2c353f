using System.Text;
using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Http.Tests.Webhooks;

public sealed class PaymentWebhookEndpointTests : HttpTest
{
    private const string Recorded = """{"received":true,"handled":true}""";
    private const string NotHandled = """{"received":true,"handled":false}""";

    [Fact]
    public async Task Webhook_records_a_captured_payment_in_its_order()
    {
        var id = await PlacedOrderAsync();

        Assert.Equal((200, Recorded), await AnswerAsync(Captured(id)));
        Assert.Equal(3200, (await Orders.LoadAsync(id, default))!.NetCaptured());
    }

    [Fact]
    public async Task Webhook_records_a_payment_once_when_it_comes_twice()
    {
        var id = await PlacedOrderAsync();
        await AnswerAsync(Captured(id));

        Assert.Equal((200, Recorded), await AnswerAsync(Captured(id)));
        Assert.Equal((2, 1), ((await Orders.LoadAsync(id, default))!.Version, Duplicates.Suppressed));
    }

    [Fact]
    public async Task Webhook_answers_handled_false_when_it_is_about_something_else()
    {
        Assert.Equal((200, NotHandled), await AnswerAsync("""{"id":"evt_1","type":"customer.created","data":{"object":{}}}"""));
        DeadLetters.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("no-such-order", false, "order-not-found")]
    [InlineData(null, true, "refund-without-capture")]
    public async Task Webhook_keeps_what_it_cannot_record_as_a_dead_letter(string? order, bool isRefund, string reason)
    {
        var id = await PlacedOrderAsync();

        Assert.Equal((200, NotHandled), await AnswerAsync(isRefund ? Refunded(order ?? id) : Captured(order ?? id)));
        DeadLetters.Verify(deadLetters => deadLetters.AddAsync(
            RecordPayment.QueueName,
            It.Is<CloudEvent>(made => made.Id == "evt_1" && made.Subject == (order ?? id)),
            It.Is<Failure>(failure => failure.Code == reason),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Webhook_asks_for_a_retry_when_the_dead_letter_cannot_be_kept()
    {
        DeadLetters.Setup(deadLetters => deadLetters.AddAsync(
                It.IsAny<string>(), It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("disk-full", "The disk is full.")));

        await ProblemAssert.IsAsync(await PostAsync(Captured("no-such-order")), 503, "disk-full");
    }

    [Theory]
    [InlineData(true, "overloaded")]
    [InlineData(false, "unexpected")]
    public async Task Webhook_asks_for_a_retry_when_the_order_cannot_be_written_now(bool known, string code)
    {
        var id = await PlacedOrderAsync();
        Orders.Throws = known ? new FailureException(new Transient("overloaded", "Too much.")) : new InvalidOperationException("A bug.");

        var response = await PostAsync(Captured(id));

        await ProblemAssert.IsAsync(response, 503, code);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(HttpRequestException))]
    public async Task Webhook_tells_of_an_exception_only_under_which_id_the_log_has_it(Type thrown)
    {
        var id = await PlacedOrderAsync();
        Orders.Throws = (Exception)Activator.CreateInstance(thrown, "The secret is 42.")!;

        var response = await PostAsync(Captured(id));

        var detail = (await ProblemAssert.IsAsync(response)).GetProperty("detail").GetString()!;
        Assert.Equal(503, (int)response.StatusCode);
        Assert.DoesNotContain("secret", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", detail, StringComparison.Ordinal);
        var (_, text, _) = Assert.Single(Log.Lines, line => line.Error == Orders.Throws);
        Assert.Contains(text.Split('(')[1].TrimEnd(')'), detail, StringComparison.Ordinal);
    }

    public static TheoryData<string> Cases => [.. FailureFamily.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Webhook_keeps_every_failure_or_asks_for_a_retry(string name)
    {
        var id = await PlacedOrderAsync();
        var failure = FailureFamily.Of(FailureFamily.Types.Single(type => type.Name == name));
        Orders.Throws = new FailureException(failure);

        var response = await PostAsync(Captured(id));

        if (failure is Transient or Conflict)
        {
            await ProblemAssert.IsAsync(response, 503, failure.Code);
            DeadLetters.VerifyNoOtherCalls();
        }
        else
        {
            Assert.Equal((200, NotHandled), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
            DeadLetters.Verify(deadLetters => deadLetters.AddAsync(
                RecordPayment.QueueName, It.IsAny<CloudEvent>(), failure, It.IsAny<CancellationToken>()));
        }
    }

    [Fact]
    public async Task Webhook_answers_401_when_a_byte_of_the_body_was_changed()
    {
        var id = await PlacedOrderAsync();
        var header = Sign(Captured(id));

        var response = await PostAsync(Captured(id).Replace("3200", "3201", StringComparison.Ordinal), header);

        await ProblemAssert.IsAsync(response, 401, "signature-mismatch");
        Assert.Equal(0, (await Orders.LoadAsync(id, default))!.NetCaptured());
    }

    [Theory]
    [InlineData(null, "signature-missing")]
    [InlineData("garbage", "signature-malformed")]
    public async Task Webhook_answers_401_when_the_signature_is_missing_or_malformed(string? header, string code)
    {
        var response = await SendAsync(
            HttpMethod.Post, "webhooks/payments/stripe", "{}", headers: header is null ? [] : [(StripeSignature.HeaderName, header)]);

        await ProblemAssert.IsAsync(response, 401, code);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Webhook_answers_400_when_the_signature_is_stale()
    {
        var header = Sign("{}");
        Time.Advance(TimeSpan.FromSeconds(301));

        await ProblemAssert.IsAsync(await PostAsync("{}", header), 400, "signature-stale");
    }

    [Theory]
    [InlineData("not json", "not-json")]
    [InlineData("{}", "not-a-stripe-event")]
    public async Task Webhook_answers_400_when_a_verified_body_is_malformed(string body, string code) =>
        await ProblemAssert.IsAsync(await PostAsync(body), 400, code);

    [Fact]
    public async Task Webhook_answers_404_when_the_provider_is_unknown() =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "webhooks/payments/paypol", "{}"), 404, "unknown-payment-provider");

    [Fact]
    public async Task Webhook_answers_413_before_it_verifies_when_the_body_is_too_large() =>
        await ProblemAssert.IsAsync(await PostAsync(new string(' ', (256 * 1024) + 1)), 413, "body-too-large");

    [Fact]
    public void Readme_has_the_call_of_each_provider()
    {
        var calls = PageTable.Rows("README.md", "## HTTP surface").SelectMany(row => PageTable.Codes(row[0]));

        Assert.Equal(
            Services.GetServices<IPaymentWebhook>().Select(webhook => $"POST /{PaymentWebhookPath.Prefix}{webhook.Provider}").Order(),
            calls.Where(call => call.Contains(PaymentWebhookPath.Prefix, StringComparison.Ordinal)).Order());
    }

    private static string Captured(string orderId) =>
        $$$$$"""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount_received":3200"""
            + $$$$$""","currency":"usd","metadata":{"orderId":"{{{{{orderId}}}}}"}}}}""";

    private static string Refunded(string orderId) =>
        $$$$$"""{"id":"evt_1","type":"refund.updated","data":{"object":{"id":"re_1","status":"succeeded","currency":"usd","amount":100"""
            + $$$$$""","payment_intent":"pi_1","metadata":{"orderId":"{{{{{orderId}}}}}"}}}}""";

    private static string Sign(string body) => StripeSignature.Sign(Encoding.UTF8.GetBytes(body), Secret, Some.Now);

    private Task<HttpResponseMessage> PostAsync(string body, string? header = null) => SendAsync(
        HttpMethod.Post, "webhooks/payments/stripe", body, "application/json; charset=utf-8",
        (StripeSignature.HeaderName, header ?? Sign(body)));

    private async Task<(int Status, string Body)> AnswerAsync(string body)
    {
        var response = await PostAsync(body);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
