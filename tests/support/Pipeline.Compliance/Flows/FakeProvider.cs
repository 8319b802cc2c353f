using Pipeline.Payments;

namespace Pipeline.Compliance.Flows;

/// <summary>A payment provider that does what its world says.</summary>
public sealed class FakeProvider(World world, IServiceProvider services) : IPaymentProvider
{
    public string Name => "stripe";

    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation)
    {
        world.Payments.Requests.TryAdd(idempotencyKey, request);
        await world.Payments.OnRequest(services, request);
        return "pi_" + request.OrderId;
    }

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation)
    {
        world.Payments.Voids.TryAdd(idempotencyKey, paymentId);
        return Task.CompletedTask;
    }

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation)
    {
        world.Payments.OnRefund(paymentId);
        world.Payments.Refunds.TryAdd(idempotencyKey, (paymentId, amount));
        return Task.FromResult("re_" + idempotencyKey);
    }
}
