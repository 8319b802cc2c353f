using System.Text.Json;
using Pipeline.SimulatedDays.Days;
using Pipeline.Simulation;
using Pipeline.Webhooks;

namespace Pipeline.SimulatedDays.World;

/// <summary>
/// The customers and the provider, once a payment was asked for: they pay, or not, and the provider reports it by signed webhooks until
/// each is acknowledged, as Stripe does for three days.
/// </summary>
internal sealed class PaymentStories(ProviderBooks books, IPipeline pipeline, TimeProvider time, Story story)
{
    public const string Secret = "whsec_of-simulated-days-and-of-nobody-else";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);
    private static readonly TimeSpan RefundPatience = TimeSpan.FromHours(24);
    private static readonly TimeSpan RefundPoll = TimeSpan.FromMinutes(10);

    /// <summary>Plays the story of a new payment to its end.</summary>
    public async Task PlayAsync(string id, PaymentStory how, TimeSpan deadline, Random dice)
    {
        var soon = TimeSpan.FromMilliseconds(dice.Next(20, 4_000));
        switch (how)
        {
            case PaymentStory.Early:
                await CaptureAsync(id);
                break;
            case PaymentStory.Captured:
                await AfterAsync(soon);
                await CaptureAsync(id);
                break;
            case PaymentStory.Doubled:
                await AfterAsync(soon);
                await Task.WhenAll(Enumerable.Range(0, dice.Next(2, 4)).Select(_ => CaptureAsync(id)));
                break;
            case PaymentStory.Reordered:
                await AfterAsync(soon);
                await CaptureAsync(id);
                await AfterAsync(soon);
                await ReportAsync(id, SimulatedStatus.Failed, 0);
                break;
            case PaymentStory.AtTheLast:
                await AfterAsync(deadline - (dice.NextDouble() * TimeSpan.FromSeconds(10)));
                await CaptureAsync(id);
                break;
            case PaymentStory.TooLate:
                await AfterAsync(deadline + (dice.NextDouble() * TimeSpan.FromSeconds(5)));
                await CaptureAsync(id);
                break;
            case PaymentStory.Declined:
                await AfterAsync(soon);
                await ReportAsync(id, SimulatedStatus.Failed, 0);
                break;
            case PaymentStory.DeclinedThenPaid:
                await AfterAsync(soon);
                await ReportAsync(id, SimulatedStatus.Failed, 0);
                await AfterAsync(dice.NextDouble() * TimeSpan.FromMinutes(1));
                await CaptureAsync(id);
                break;
            case PaymentStory.ReportLost:
                await AfterAsync(soon);
                books.Capture(id);
                break;
            case PaymentStory.InParts:
                await AfterAsync(soon);
                await CaptureAsync(id, books.Of(id).Request.Amount / 2);
                await AfterAsync(TimeSpan.FromMinutes(1));
                await CaptureAsync(id);
                break;
            case PaymentStory.RefundedByHand:
                await AfterAsync(soon);
                await CaptureAsync(id);
                await AfterAsync(TimeSpan.FromMinutes(5));
                await TakeBackAsync(id, "refund.created", "by-hand-" + id);
                break;
            case PaymentStory.RefundFails:
                await AfterAsync(soon);
                await CaptureAsync(id);
                await FailRefundAsync(id);
                break;
            case PaymentStory.Disputed:
                await AfterAsync(soon);
                await CaptureAsync(id);
                await AfterAsync(TimeSpan.FromMinutes(5));
                await TakeBackAsync(id, "charge.dispute.funds_withdrawn", "dp_" + id);
                break;
            case PaymentStory.Never:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "Nobody knows this story.");
        }
    }

    private Task AfterAsync(TimeSpan wait) => Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time);

    // Doubled reports are of one capture: the provider says again what its books say.
    private async Task CaptureAsync(string id, long? part = null)
    {
        books.Capture(id, part);
        var payment = books.Of(id);
        if (payment.Captured > 0)
        {
            story.Tell("provider", $"captured {payment.Captured} of {id}");
            await ReportAsync(id, SimulatedStatus.Captured, payment.Captured);
        }
    }

    // An hour after the pipeline's refund, if it makes one on that day or in the evening.
    private async Task FailRefundAsync(string id)
    {
        for (var waited = TimeSpan.Zero; books.Of(id).Refunded == 0 && waited < RefundPatience; waited += RefundPoll)
        {
            await AfterAsync(RefundPoll);
        }

        await AfterAsync(TimeSpan.FromHours(1));
        if (books.FailRefunds(id) is > 0 and var failed)
        {
            story.Tell("provider", $"refund.failed: {failed} of {id} stay");
            await SendAsync(ChangeOf(id, "refund.failed", "re_" + id, failed, "failed"));
        }
    }

    private async Task TakeBackAsync(string id, string type, string key)
    {
        var amount = books.Of(id).Captured;
        if (books.Refund(id, key, amount))
        {
            story.Tell("provider", $"{type}: {amount} of {id} go back");
            await SendAsync(ChangeOf(id, type, key, amount, "succeeded"));
        }
    }

    private byte[] ChangeOf(string id, string type, string key, long amount, string status) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = $"evt_{key}_{type}",
        @object = "event",
        created = time.GetUtcNow().ToUnixTimeSeconds(),
        type,
        data = new
        {
            @object = new
            {
                id = key,
                payment_intent = id,
                amount,
                currency = "usd",
                status,
                metadata = new { orderId = books.Of(id).Request.OrderId },
            },
        },
    });

    private Task ReportAsync(string id, SimulatedStatus status, long amount)
    {
        var request = books.Of(id).Request;
        return SendAsync(StripeEventWriter.Settled(new SimulatedPayment(
            id, request.OrderId, request.CustomerId, amount > 0 ? amount : request.Amount, request.Currency, status, Refunded: 0,
            time.GetUtcNow(), NotifyAt: null)));
    }

    private async Task SendAsync(byte[] payload)
    {
        var began = time.GetUtcNow();
        for (var pause = TimeSpan.FromSeconds(5); time.GetUtcNow() - began < Patience; pause = Longer(pause))
        {
            var signature = StripeSignature.Sign(payload, Secret, time.GetUtcNow());
            var answer = await pipeline.CallAsync(
                new Call("PaymentWebhook", "stripe", payload, [(StripeSignature.HeaderName, signature)]));
            if (answer.Status is >= 200 and < 300)
            {
                return;
            }

            await Task.Delay(pause, time);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < TimeSpan.FromHours(1) ? pause * 2 : TimeSpan.FromHours(1);
}
