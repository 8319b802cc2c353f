using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Compliance.Flows;

/// <summary>Everything outside the engine: time, money, parcels and mail. It survives when the engine is killed.</summary>
public sealed class World
{
    public VirtualTime Time { get; } = new();

    public Outbox Outbox { get; } = new();

    public FakeCarrier Carrier { get; } = new();

    public Payments Payments { get; } = new();

    /// <summary>Lets time pass in steps until a condition holds.</summary>
    public Task AdvanceUntilAsync(TimeSpan step, Func<Task<bool>> condition) => Eventually.TrueAsync(async () =>
    {
        if (await condition())
        {
            return true;
        }

        Time.Advance(step);
        return false;
    });

    /// <summary>Tells the engine that a payment was captured, as a webhook does.</summary>
    public static async Task CaptureAsync(IServiceProvider services, string orderId, string paymentId, long amount = Some.Total) =>
        await services.GetRequiredService<OrderService>().ExecuteAsync(
            orderId, new RecordEvent(new PaymentCaptured("stripe", paymentId, amount, "USD")), Trace.None, default);
}
