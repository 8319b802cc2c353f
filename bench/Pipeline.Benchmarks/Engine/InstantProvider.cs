using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Payments;

namespace Pipeline.Benchmarks.Engine;

/// <summary>Captures every payment at once.</summary>
internal sealed class InstantProvider(IServiceProvider services) : IPaymentProvider
{
    public string Name => "instant";

    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        var paymentId = "pi_" + request.OrderId;
        var captured = new RecordEvent(new PaymentCaptured(Name, paymentId, request.Amount, request.Currency));
        await services.GetRequiredService<OrderService>().ExecuteAsync(request.OrderId, captured, Trace.None, cancellation);
        return paymentId;
    }

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) => Task.CompletedTask;

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        Task.FromResult("re_" + idempotencyKey);
}
