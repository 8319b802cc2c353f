using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Simulation;

/// <summary>
/// A payment provider without a memory, for hosts that may run many times at once: its ids come from the idempotency keys, and before it
/// answers it tells the pipeline by a signed webhook how the payment went. Customers whose id ends in <c>-declined</c> have no money; all
/// others pay at once.
/// </summary>
internal sealed class ImmediatePayments(WebhookSender webhooks, IOptions<SimulatorOptions> options, TimeProvider time) : IPaymentProvider
{
    private const string Declined = "-declined";

    public string Name => StripeEvents.Provider;

    // Asked twice, it tells twice, and the second webhook says nothing new: the event's id is the same.
    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        var status = request.CustomerId.EndsWith(Declined, StringComparison.Ordinal) ? SimulatedStatus.Failed : SimulatedStatus.Captured;
        var payment = new SimulatedPayment(
            SimulatedIds.Payment(idempotencyKey), request.OrderId, request.CustomerId, request.Amount, request.Currency, status,
            Refunded: 0, time.GetUtcNow(), NotifyAt: null);
        await TellAsync(StripeEventWriter.Settled(payment), cancellation);
        return payment.Id;
    }

    // Every payment is settled as soon as it is asked for: nothing is left to void.
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
