using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Requests the order's total from the provider, which reports the capture later by webhook.</summary>
public sealed class CollectPaymentActivity(OrderRecorder recorder, IPaymentProvider provider) : ISagaActivity
{
    public string Name => FulfilmentActivities.CollectPayment;

    public async Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        var order = await recorder.LoadAsync(saga, cancellation);
        if (OrderDecider.WhyNotProceed(order) is { } obstacle)
        {
            return obstacle;
        }

        var request = new PaymentRequest(order.OrderId, order.CustomerId, order.Total, order.Currency);
        var paymentId = await provider.RequestAsync(request, $"{order.OrderId}:pay", cancellation);
        return await recorder.RecordAsync(saga, new PaymentRequested(provider.Name, paymentId, order.Total, order.Currency), cancellation);
    }
}

/// <summary>Voids what can still be captured and refunds what is owed back, if anything.</summary>
public sealed class RefundPaymentActivity(OrderRecorder recorder, IPaymentProvider provider) : ISagaActivity
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
            // The key includes what was refunded before: a further refund gets a new key, a repeated call the same one.
            var key = $"{payment.PaymentId}:refund:{payment.Refunded}";
            var refundId = await provider.RefundAsync(payment.PaymentId, amount, key, cancellation);
            var refunded = new PaymentRefunded(payment.Provider, payment.PaymentId, refundId, amount, payment.CurrencyIn(order));
            if (await recorder.RecordAsync(saga, refunded, cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
