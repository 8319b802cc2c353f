using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Simulation;

/// <summary>
/// A payment provider with memory. It is called in process and reports by signed webhooks over HTTP, as a real one does. Each request is
/// one step in its own ledger, so that a retry with the same key, after an answer was lost, finds what was done.
/// </summary>
internal sealed class SimulatedPayments(PaymentLedger ledger, WebhookQueue webhooks, IOptions<SimulatorOptions> options, TimeProvider time)
    : IPaymentProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => StripeEvents.Provider;

    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        if (request is not { OrderId.Length: > 0, CustomerId.Length: > 0, Currency.Length: 3, Amount: > 0 })
        {
            throw Refused("A payment has an order, a customer, an amount above 0 and a currency.");
        }

        var behaviour = PaymentRules.Of(options.Value, request.CustomerId);
        var now = time.GetUtcNow();
        var (payment, added) = await ledger.AddAsync(new SimulatedPayment(
            SimulatedIds.Payment(idempotencyKey), request.OrderId, request.CustomerId, request.Amount, request.Currency,
            behaviour.Delay > TimeSpan.Zero ? SimulatedStatus.Open : PaymentRules.StatusAfter(behaviour.Outcome), Refunded: 0, now,
            behaviour.Outcome is PaymentOutcome.Captured or PaymentOutcome.Declined ? now + behaviour.Delay : null));
        if (added && payment.NotifyAt is not null)
        {
            var notified = webhooks.Post(payment);
            await (behaviour.Early ? AnswerAfterAsync(notified, cancellation) : Task.CompletedTask);
        }

        return payment.Id;
    }

    /// <summary>Voids an open payment, unless this customer's money arrives at that very moment.</summary>
    public async Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation)
    {
        var closed = await ledger.CloseAsync(paymentId, payment =>
        {
            var behaviour = PaymentRules.Of(options.Value, payment.CustomerId);
            return behaviour.Outcome == PaymentOutcome.Late
                ? (SimulatedStatus.Captured, time.GetUtcNow() + behaviour.Delay)
                : (SimulatedStatus.Voided, null);
        });
        switch (closed)
        {
            case null:
                throw Refused($"There is no payment {paymentId}.");
            case ({ NotifyAt: not null } late, true):
                _ = webhooks.Post(late);
                break;
        }
    }

    public async Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation)
    {
        var refundId = SimulatedIds.Refund(idempotencyKey);
        return amount > 0 && await ledger.RefundAsync(paymentId, refundId, amount)
            ? refundId
            : throw Refused($"Payment {paymentId} has less than {amount} captured and not yet refunded.");
    }

    // An answer that takes too long counts as lost, as with a real provider; the payment stands, and the merchant is still notified.
    private async Task AnswerAfterAsync(Task notified, CancellationToken cancellation)
    {
        try
        {
            await notified.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException error)
        {
            var failure = new Transient(
                "provider-unreachable", $"The payment provider could not be reached: no answer within {Patience.TotalSeconds} s.");
            throw new FailureException(failure, error);
        }
    }

    private static FailureException Refused(string why) => new(new Permanent("provider-refused", $"The payment provider refused: {why}"));
}
