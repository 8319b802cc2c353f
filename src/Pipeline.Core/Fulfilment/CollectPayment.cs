using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>Asks the provider for the order's total; that it is captured comes later, by webhook.</summary>
public sealed class CollectPayment(OrderRecorder recorder, IPaymentProvider provider) : ISagaActivity
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
