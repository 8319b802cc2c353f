using Microsoft.Extensions.Options;
using Pipeline.Payments;
using Pipeline.Payments.Simulation;

namespace Pipeline.Standalone.Payments;

/// <summary>The simulated payment provider: what it does when the merchant calls.</summary>
internal sealed class SimulatedPayments(PaymentLedger ledger, WebhookSender webhooks, IOptions<SimulatorOptions> options, TimeProvider time)
{
    /// <summary>Takes a payment on; the same key takes it on once.</summary>
    public async Task<SimulatedPayment> CreateAsync(PaymentRequest request, string key)
    {
        var behaviour = PaymentRules.Of(options.Value, request.CustomerId);
        var now = time.GetUtcNow();
        var (payment, added) = await ledger.AddAsync(new SimulatedPayment(
            SimulatedIds.Payment(key), request.OrderId, request.CustomerId, request.Amount, request.Currency,
            behaviour.Delay > TimeSpan.Zero ? SimulatedStatus.Open : StatusAfter(behaviour.Outcome), Refunded: 0, now,
            behaviour.Outcome is PaymentOutcome.Captured or PaymentOutcome.Declined ? now + behaviour.Delay : null));
        if (added && payment.NotifyAt is not null)
        {
            var told = webhooks.Post(payment);
            await (behaviour.Early ? told : Task.CompletedTask);
        }

        return payment;
    }

    /// <summary>Voids an open payment, unless this customer's money comes in at that moment. Null when there is none.</summary>
    public async Task<SimulatedPayment?> VoidAsync(string paymentId)
    {
        var closed = await ledger.CloseAsync(paymentId, payment =>
        {
            var behaviour = PaymentRules.Of(options.Value, payment.CustomerId);
            return behaviour.Outcome == PaymentOutcome.Late
                ? (SimulatedStatus.Captured, time.GetUtcNow() + behaviour.Delay)
                : (SimulatedStatus.Voided, null);
        });
        if (closed is ({ NotifyAt: not null } late, true))
        {
            _ = webhooks.Post(late);
        }

        return closed?.Payment;
    }

    /// <summary>Refunds captured money, once per key, and returns the refund's id; null when there is not so much to refund.</summary>
    public async Task<string?> RefundAsync(string paymentId, long amount, string key)
    {
        var refundId = SimulatedIds.Refund(key);
        return await ledger.RefundAsync(paymentId, refundId, amount) ? refundId : null;
    }

    /// <summary>How a payment stands when its outcome is reached.</summary>
    public static SimulatedStatus StatusAfter(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Captured => SimulatedStatus.Captured,
        PaymentOutcome.Declined => SimulatedStatus.Failed,
        _ => SimulatedStatus.Open,
    };
}
