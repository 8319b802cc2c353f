using Pipeline.Failures;
using Pipeline.Webhooks;

namespace Pipeline.Payments;

/// <summary>
/// Payments without a provider to call: customers pay elsewhere and webhooks report it, within the time that orders wait for any payment.
/// Refunds are made by hand.
/// </summary>
public sealed class PaymentsByWebhook : IPaymentProvider
{
    public string Name => StripeEvents.Provider;

    public Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation) =>
        Task.FromResult("expected_" + request.OrderId);

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) => Task.CompletedTask;

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        throw new FailureException(new Permanent(
            "no-payment-provider",
            $"{amount} minor units of payment {paymentId} are owed back, and there is no provider to call (Payments:Simulator:Enabled is " +
            "false). Refund it by hand; the webhook of that refund settles it."));
}
