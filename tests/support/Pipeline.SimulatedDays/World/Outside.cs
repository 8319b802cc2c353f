using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Payments;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Scheduling;

namespace Pipeline.SimulatedDays.World;

/// <summary>
/// The provider and the carrier as one process reaches them. A request that has left goes on in the world, whatever becomes of the process
/// that sent it.
/// </summary>
internal sealed class Outside(StepScheduler world, Weather weather, OutsideBooks books, Random dice) : IPaymentProvider, ICarrier
{
    public string Name => "stripe";

    public Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, () => books.Request(request));

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, () =>
        {
            books.Provider.Void(paymentId);
            return paymentId;
        });

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, () => books.Provider.Refund(paymentId, idempotencyKey, amount)
            ? "re_" + idempotencyKey
            : throw new FailureException(new Permanent("provider-refused", $"Payment {paymentId} has less than {amount} to refund.")));

    public Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Carrier, () =>
        {
            books.Parcels.Add(orderId);
            return new ShipmentScheduled("acme", "sh_" + orderId, "T-" + orderId);
        });

    public Task CancelAsync(string orderId, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Carrier, () => books.Parcels.Remove(orderId));

    private async Task<T> AskAsync<T>(FaultyPart part, Func<T> effect) =>
        await world.PostAsync(() => weather.CallAsync(part, dice, () =>
        {
            var result = effect();
            books.OnEffect();
            return result;
        }));
}

/// <summary>What is known outside the pipeline, and outlives it.</summary>
internal sealed class OutsideBooks
{
    /// <summary>Called when something took effect outside the pipeline.</summary>
    public Action OnEffect { get; set; } = () => { };

    /// <summary>Called when a payment is asked for that was not before.</summary>
    public Action<string, PaymentRequest> OnNewPayment { get; set; } = (_, _) => { };

    public ProviderBooks Provider { get; } = new();

    /// <summary>The orders that the carrier has a parcel of.</summary>
    public HashSet<string> Parcels { get; } = new(StringComparer.Ordinal);

    public string Request(PaymentRequest request)
    {
        var (id, isNew) = Provider.Request(request);
        if (isNew)
        {
            OnNewPayment(id, request);
        }

        return id;
    }
}
