using Pipeline.Payments;
using Pipeline.Payments.Simulation;

namespace Pipeline.Azure.Payments;

/// <summary>
/// A payment provider that does not exist, for a first run on Azure: it remembers nothing, its ids come from the idempotency keys, and
/// before it answers it tells the pipeline by a signed webhook, in Stripe's format, how the payment went. Customers whose id ends in
/// <c>-declined</c> have no money; all others pay at once.
/// </summary>
public sealed class SimulatedPayments(WebhookPost webhook, TimeProvider time) : IPaymentProvider
{
    private const string Declined = "-declined";

    public string Name => "stripe";

    // Asked twice, it tells twice, and the second webhook says nothing new: the event's id is the same.
    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        var status = request.CustomerId.EndsWith(Declined, StringComparison.Ordinal) ? SimulatedStatus.Failed : SimulatedStatus.Captured;
        var payment = new SimulatedPayment(
            SimulatedIds.Payment(idempotencyKey), request.OrderId, request.CustomerId, request.Amount, request.Currency, status,
            Refunded: 0, time.GetUtcNow(), NotifyAt: null);
        await webhook.SendAsync(StripeEventWriter.Settled(payment), cancellation);
        return payment.Id;
    }

    // Every payment is settled as soon as it is asked for: nothing is left to void.
    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) => Task.CompletedTask;

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        Task.FromResult(SimulatedIds.Refund(idempotencyKey));
}
