using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Simulation;

/// <summary>
/// A payment provider without memory, for hosts of many instances: its ids come from the idempotency keys, and it reports each payment by a
/// signed webhook before it answers. Customers whose id ends in <c>-declined</c> cannot pay; all others pay at once.
/// </summary>
internal sealed class ImmediatePayments(WebhookSender webhooks, IOptions<SimulatorOptions> options, TimeProvider time) : IPaymentProvider
{
    private const string Declined = "-declined";

    public string Name => StripeEvents.Provider;

    // A repeated request sends the webhook again: its event has the same id, so it is recognised as a duplicate.
    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        var status = request.CustomerId.EndsWith(Declined, StringComparison.Ordinal) ? SimulatedStatus.Failed : SimulatedStatus.Captured;
        var payment = new SimulatedPayment(
            SimulatedIds.Payment(idempotencyKey), request.OrderId, request.CustomerId, request.Amount, request.Currency, status,
            Refunded: 0, time.GetUtcNow(), NotifyAt: null);
        await TellAsync(StripeEventWriter.Settled(payment), cancellation);
        return payment.Id;
    }

    // Every payment is settled as soon as it is requested: there is nothing to void.
    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) => Task.CompletedTask;

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        Task.FromResult(SimulatedIds.Refund(idempotencyKey));

    private async Task TellAsync(byte[] payload, CancellationToken cancellation)
    {
        var url = options.Value.WebhookUrl!;
        var answer = await webhooks.SendAsync(url, payload, cancellation);
        if (answer.Acknowledged)
        {
            return;
        }

        var why = answer.Error?.Message ?? $"it answered {(int)answer.Status!}";
        var failure = new Transient("webhook-not-sent", $"The simulated provider could not tell {url}: {why}.");
        throw answer.Error is { } error ? new FailureException(failure, error) : new FailureException(failure);
    }
}
