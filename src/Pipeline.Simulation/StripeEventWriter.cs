using System.Buffers;
using System.Text.Json;

namespace Pipeline.Simulation;

/// <summary>Writes the simulated provider's webhook events as Stripe does.</summary>
public static class StripeEventWriter
{
    private const string ApiVersion = "2025-09-30.clover";

    /// <summary>payment_intent.succeeded or payment_intent.payment_failed, by how the payment was settled.</summary>
    public static byte[] Settled(SimulatedPayment payment) => Write(
        payment, payment.Status == SimulatedStatus.Captured ? "payment_intent.succeeded" : "payment_intent.payment_failed");

    /// <summary>payment_intent.created, which tells the merchant nothing new.</summary>
    public static byte[] Created(SimulatedPayment payment) =>
        Write(payment with { Status = SimulatedStatus.Open }, "payment_intent.created");

    // The event's id depends only on the payment and the type, so that an event is recognised however often it is sent.
    private static byte[] Write(SimulatedPayment payment, string type)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id"u8, $"evt_{payment.Id.AsSpan(3)}_{type.AsSpan(type.IndexOf('.') + 1)}");
        json.WriteString("object"u8, "event"u8);
        json.WriteString("api_version"u8, ApiVersion);
        json.WriteNumber("created"u8, payment.CreatedAt.ToUnixTimeSeconds());
        json.WriteBoolean("livemode"u8, false);
        json.WriteString("type"u8, type);
        json.WriteStartObject("data"u8);
        WriteIntent(json, payment);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteIntent(Utf8JsonWriter json, SimulatedPayment payment)
    {
        json.WriteStartObject("object"u8);
        json.WriteString("id"u8, payment.Id);
        json.WriteString("object"u8, "payment_intent"u8);
        json.WriteNumber("amount"u8, payment.Amount);
        json.WriteNumber("amount_received"u8, payment.Status == SimulatedStatus.Captured ? payment.Amount : 0);
        json.WriteString("currency"u8, payment.Currency.ToLowerInvariant());
        json.WriteNumber("created"u8, payment.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("status"u8, payment.Status switch
        {
            SimulatedStatus.Captured => "succeeded"u8,
            SimulatedStatus.Voided => "canceled"u8,
            SimulatedStatus.Failed => "requires_payment_method"u8,
            _ => "processing"u8,
        });
        WriteError(json, payment);
        json.WriteStartObject("metadata"u8);
        json.WriteString("orderId"u8, payment.OrderId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, SimulatedPayment payment)
    {
        if (payment.Status != SimulatedStatus.Failed)
        {
            json.WriteNull("last_payment_error"u8);
            return;
        }

        json.WriteStartObject("last_payment_error"u8);
        json.WriteString("type"u8, "card_error"u8);
        json.WriteString("code"u8, "card_declined"u8);
        json.WriteString("message"u8, "Your card was declined."u8);
        json.WriteEndObject();
    }
}
