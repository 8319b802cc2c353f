using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Voids what can still be captured and refunds what is owed back; with neither it does nothing.</summary>
public sealed class RefundPayment(OrderRecorder recorder, IPaymentProvider provider) : ISagaActivity
{
    public string Name => FulfilmentActivities.RefundPayment;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var order = await recorder.LoadAsync(saga, cancellation);
        foreach (var open in order.Payments.Where(payment => payment.Open))
        {
            await provider.VoidAsync(open.PaymentId, $"{open.PaymentId}:void", cancellation);
        }

        foreach (var (payment, amount) in Refunds.Owed(order))
        {
            // What was refunded before is part of the key: a second, further refund is another one, a repeated call is not.
            var key = $"{payment.PaymentId}:refund:{payment.Refunded}";
            var refundId = await provider.RefundAsync(payment.PaymentId, amount, key, cancellation);
            var refunded = new PaymentRefunded(payment.Provider, payment.PaymentId, refundId, amount, order.Currency);
            if (await recorder.RecordAsync(saga, refunded, cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
