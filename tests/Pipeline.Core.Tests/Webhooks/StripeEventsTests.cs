using System.Collections.Immutable;
using System.Text;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Core.Tests.Webhooks;

public sealed class StripeEventsTests
{
    private const string Intent = """{"id":"pi_1","amount":9,"amount_received":3200,"currency":"usd","metadata":{"orderId":"order-1"}}""";

    private const string Refund =
        """{"id":"re_1","status":"succeeded","payment_intent":"pi_1","amount":50,"currency":"eur","metadata":{"orderId":"order-1"}}""";

    [Fact]
    public void Succeeded_is_a_captured_payment_of_the_order()
    {
        var made = Assert.Single(Translate("payment_intent.succeeded", Intent));

        Assert.Equal(("evt_1", "/webhooks/stripe", "order-1", Some.Now), (made.Id, made.Source, made.Subject, made.Time));
        Assert.Equal(new PaymentCaptured("stripe", "pi_1", 3200, "USD"), CloudEvents.Read(made));
    }

    [Theory]
    [InlineData(""","last_payment_error":{"message":"Your card was declined."}""", "Your card was declined.")]
    [InlineData(""","last_payment_error":null""", "The payment failed.")]
    [InlineData("", "The payment failed.")]
    public void Payment_failed_is_a_failed_payment_with_its_reason(string error, string reason)
    {
        var made = Assert.Single(
            Translate("payment_intent.payment_failed", $$"""{"id":"pi_1","metadata":{"orderId":"order-1"}{{error}}}"""));

        Assert.Equal(new PaymentFailed("stripe", "pi_1", reason), CloudEvents.Read(made));
    }

    [Fact]
    public void Payment_failed_truncates_a_long_reason_even_within_a_character()
    {
        var message = new string('x', 499) + "\U0001F4A9";
        var made = Assert.Single(Translate(
            "payment_intent.payment_failed",
            $$$"""{"id":"pi_1","last_payment_error":{"message":"{{{message}}}"},"metadata":{"orderId":"order-1"}}"""));

        Assert.Equal(new PaymentFailed("stripe", "pi_1", new string('x', 499)), CloudEvents.Read(made));
    }

    [Theory]
    [InlineData("half \\ud83d", "half \uFFFD")]
    [InlineData("half \\uDE00 \\ud83d\\ude00", "half \uFFFD 😀")]
    [InlineData("not escaped \\\\ud83d", "not escaped \\ud83d")]
    [InlineData("two\\r\\nlines\\u2028\\u202e", "two  lines ")]
    public void Text_is_cleaned_and_never_a_reason_to_refuse(string message, string reason)
    {
        var made = Assert.Single(Translate(
            "payment_intent.payment_failed",
            $$$"""{"id":"pi_1","last_payment_error":{"message":"{{{message}}}"},"metadata":{"orderId":"order-1"}}"""));

        Assert.Equal(new PaymentFailed("stripe", "pi_1", reason), CloudEvents.Read(made));
    }

    [Fact]
    public void Half_a_character_elsewhere_does_not_lose_a_payment()
    {
        var intent = Intent.Replace("\"id\"", "\"description\":\"caf\\u00e9 \\ud83d\",\"id\"", StringComparison.Ordinal);

        var made = Assert.Single(Translate("payment_intent.succeeded", intent));

        Assert.Equal(new PaymentCaptured("stripe", "pi_1", 3200, "USD"), CloudEvents.Read(made));
    }

    [Theory]
    [InlineData("refund.created")]
    [InlineData("refund.updated")]
    [InlineData("charge.refund.updated")]
    public void Refund_that_succeeded_is_a_refund_under_its_own_id(string type) =>
        Assert.Equal(new PaymentRefunded("stripe", "pi_1", "re_1", 50, "EUR"), CloudEvents.Read(Assert.Single(Translate(type, Refund))));

    [Theory]
    [InlineData("refund.created", """{"id":"re_1","status":"pending","metadata":{"orderId":"order-1"}}""")]
    [InlineData("charge.refunded", """{"id":"ch_1","amount_refunded":50,"metadata":{"orderId":"order-1"}}""")]
    [InlineData("customer.created", """{"id":"cus_1","metadata":{"orderId":"order-1"}}""")]
    [InlineData("payment_intent.succeeded", """{"id":"pi_1","amount_received":1,"currency":"usd"}""")]
    [InlineData("payment_intent.succeeded", """{"id":"pi_1","amount_received":1,"currency":"usd","metadata":{}}""")]
    [InlineData("payment_intent.succeeded", """{"id":"pi_1","amount_received":1,"currency":"usd","metadata":{"orderId":""}}""")]
    public void Other_events_mean_nothing_to_an_order(string type, string about) => Assert.Empty(Translate(type, about));

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded"}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":[]}""")]
    [InlineData("""{"id":7,"type":"payment_intent.succeeded","data":{"object":{}}}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi","amount_received":0"""
        + ""","currency":"usd","metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi","amount_received":1e400"""
        + ""","currency":"usd","metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi","amount_received":9223372036854775807"""
        + ""","currency":"usd","metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"refund.created","data":{"object":{"id":"re","payment_intent":"pi","amount":1000000000000001"""
        + ""","currency":"usd","status":"succeeded","metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.payment_failed","data":{"object":{"id":{},"metadata":{"orderId":"o"}}}}""")]
    [InlineData("""{"id":"evt_1","type":"refund.created","data":{"object":{"id":"re","status":"succeeded","metadata":{"orderId":"o"}}}}""")]
    public void Malformed_events_are_refused(string json) =>
        Assert.IsType<Malformed>(StripeEvents.Translate(Encoding.UTF8.GetBytes(json), Some.Now).Failure);

    private static ImmutableArray<CloudEvent> Translate(string type, string about)
    {
        var json = $$$"""{"id":"evt_1","object":"event","type":"{{{type}}}","created":1,"data":{"object":{{{about}}}}}""";
        Assert.True(
            StripeEvents.Translate(Encoding.UTF8.GetBytes(json), Some.Now).TryGet(out var events, out var failure), failure?.Detail);
        return events;
    }
}
