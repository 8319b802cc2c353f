using System.Text;
using Pipeline.SimulatedDays.Days;
using Pipeline.Simulation;
using Pipeline.Webhooks;

namespace Pipeline.SimulatedDays.World;

/// <summary>Sends what must be refused. That it has no effect, the audit sees.</summary>
internal sealed class BadRequests(IPipeline pipeline, Clients clients, TimeProvider time, Story story)
{
    private const int MaxTries = 30;

    private readonly List<string> _taken = [];

    /// <summary>What was taken, or answered as if the pipeline were at fault.</summary>
    public IReadOnlyList<string> Taken => _taken;

    public async Task SendAsync(BadRequest request)
    {
        var dice = new Random(request.Dice);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (CallOf(request, clients.IdOf(request.Order)) is not { } call)
            {
                return;
            }

            var answer = await pipeline.CallAsync(call);
            if (!answer.IsPassing)
            {
                story.Tell("stranger", $"{request.Kind}: {answer.Status} {answer.Text("code")}");
                if (answer.Status is < 400 or >= 500)
                {
                    _taken.Add($"{request.Kind} was answered {answer.Status}.");
                }

                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(dice.Next(1, 20)), time);
        }
    }

    // None when it takes an order that is not there.
    private Call? CallOf(BadRequest request, string? order) => request.Kind switch
    {
        BadRequestKind.ForgedWebhook => Webhook(Capture(order), "whsec_of-somebody-else", time.GetUtcNow()),
        BadRequestKind.StaleWebhook => Webhook(Capture(order), PaymentStories.Secret, time.GetUtcNow() - TimeSpan.FromDays(2)),
        BadRequestKind.UnreadableWebhook => Webhook("""{"id":"evt_1","type":"""u8.ToArray(), PaymentStories.Secret, time.GetUtcNow()),
        BadRequestKind.UnreadableEvent => new Call("AcceptEvent", null, """{"specversion":"1.0","id":""}"""u8.ToArray(), [])
        {
            ContentType = "application/cloudevents+json",
        },
        BadRequestKind.UnreadableOrder => new Call("PlaceOrder", null, """{"lines":[{"quantity":-1}]}"""u8.ToArray(), Key("nobody's")),
        BadRequestKind.ReusedKey when order is not null => new Call(
            "PlaceOrder",
            null,
            Encoding.UTF8.GetBytes("""
                {"customerId":"somebody-else","email":"a@example.com","currency":"USD",
                 "lines":[{"sku":"SKU-1","quantity":9,"unitPrice":1}],"tax":0,"shippingFee":0}
                """),
            Key(Clients.KeyOf(request.Order))),
        BadRequestKind.ReusedKey => null,
        BadRequestKind.UnknownOrder => new Call("CancelOrder", "019cadd8-4600-7000-8000-000000000000", "{}"u8.ToArray(), []),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Nobody knows this request."),
    };

    private static (string Name, string Value)[] Key(string key) => [("Idempotency-Key", key)];

    private static Call Webhook(byte[] payload, string secret, DateTimeOffset signed) => new(
        "PaymentWebhook", "stripe", payload, [(StripeSignature.HeaderName, StripeSignature.Sign(payload, secret, signed))]);

    private byte[] Capture(string? order) => StripeEventWriter.Settled(new SimulatedPayment(
        $"pi_{order}_forged", order ?? "nobody", "nobody", 1, "USD", SimulatedStatus.Captured, Refunded: 0, time.GetUtcNow(),
        NotifyAt: null));
}
