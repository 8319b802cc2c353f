using System.Collections.Immutable;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;

namespace Pipeline.Webhooks;

/// <summary>Translates Stripe's events; <c>data.object.metadata.orderId</c> names the order that an event is about.</summary>
public static class StripeEvents
{
    public const string Provider = "stripe";

    private const string Source = "/webhooks/stripe";
    private const int MaxReasonLength = 500;

    // Far above what an order may cost and what Stripe takes, and far enough below what a sum of many holds.
    private const long MaxAmount = 1_000_000_000_000_000;

    /// <summary>The pipeline's event, none when Stripe's does not concern an order, or <see cref="Malformed"/>.</summary>
    public static Result<ImmutableArray<CloudEvent>> Translate(ReadOnlyMemory<byte> payload, DateTimeOffset now)
    {
        if (!StrictJson.Parse(StrictJson.WithoutLoneSurrogates(payload)).TryGet(out var document, out var failure))
        {
            return failure;
        }

        using (document)
        {
            return Translate(document.RootElement, now);
        }
    }

    private static Result<ImmutableArray<CloudEvent>> Translate(JsonElement root, DateTimeOffset now)
    {
        var about = root.Object("data").Object("object");
        if (root.Text("id") is not { } id || root.Text("type") is not { } type || about.ValueKind != JsonValueKind.Object)
        {
            return Wrong("`id`, `type` and `data.object` are required.");
        }

        if (about.Object("metadata").Text("orderId") is not { } orderId || !IsHandled(type, about))
        {
            return ImmutableArray<CloudEvent>.Empty;
        }

        return Read(type, about) is { } happened
            ? ImmutableArray.Create(CloudEvents.Create(happened, Source, orderId, id, now, Trace.None))
            : Wrong($"`data.object` is not what a {type} event carries.");
    }

    // charge.refunded carries a sum but no refund's id; each refund has events of its own when it is created or changes.
    private static bool IsHandled(string type, JsonElement about) => type switch
    {
        "payment_intent.succeeded" or "payment_intent.payment_failed" => true,
        "refund.created" or "refund.updated" or "charge.refund.updated" => about.Text("status") == "succeeded",
        _ => false,
    };

    private static IOrderEvent? Read(string type, JsonElement about) => type switch
    {
        "payment_intent.succeeded" => Captured(about),
        "payment_intent.payment_failed" => Failed(about),
        _ => Refunded(about),
    };

    private static PaymentCaptured? Captured(JsonElement intent) =>
        intent.Text("id") is { } id && intent.Amount("amount_received") is { } amount && intent.Text("currency") is { } currency
            ? new PaymentCaptured(Provider, id, amount, currency.ToUpperInvariant())
            : null;

    private static PaymentFailed? Failed(JsonElement intent)
    {
        // A text is no reason to refuse a payment's report, so it is cleaned and cut.
        var reason = OneLine.Clean(intent.Object("last_payment_error").Text("message")) ?? "The payment failed.";
        return intent.Text("id") is { } id
            ? new PaymentFailed(Provider, id, OneLine.Cut(reason, MaxReasonLength))
            : null;
    }

    private static PaymentRefunded? Refunded(JsonElement refund) =>
        refund.Text("id") is { } id && refund.Text("payment_intent") is { } payment
        && refund.Amount("amount") is { } amount && refund.Text("currency") is { } currency
            ? new PaymentRefunded(Provider, payment, id, amount, currency.ToUpperInvariant())
            : null;

    private static JsonElement Object(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(this JsonElement element, string name) =>
        element.Object(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static long? Amount(this JsonElement element, string name) =>
        element.Object(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var amount)
        && amount is > 0 and <= MaxAmount
            ? amount
            : null;

    private static Malformed Wrong(string why) => new("not-a-stripe-event", $"The body is not a Stripe event: {why}");
}
