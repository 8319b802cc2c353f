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
internal sealed class Outside(StepScheduler world, Weather weather, OutsideBooks books, Random dice, Story story)
    : IPaymentProvider, ICarrier
{
    public string Name => "stripe";

    public Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, $"is asked for {request.Amount} by {request.OrderId}", () => books.Request(request));

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, $"voids {paymentId}", () =>
        {
            books.Provider.Void(paymentId);
            return paymentId;
        });

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Provider, $"refunds {amount} of {paymentId}", () => books.Provider.Refund(paymentId, idempotencyKey, amount)
            ? "re_" + idempotencyKey
            : throw new FailureException(new Permanent("provider-refused", $"Payment {paymentId} has less than {amount} to refund.")));

    public Task<ShipmentScheduled> ScheduleAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Carrier, $"takes the parcel of {orderId}", () =>
        {
            books.Parcels.Add(orderId);
            return new ShipmentScheduled("acme", "sh_" + orderId, "T-" + orderId);
        });

    public Task CancelAsync(string orderId, CancellationToken cancellation) =>
        AskAsync(FaultyPart.Carrier, $"drops the parcel of {orderId}", () => books.Parcels.Remove(orderId));

    private async Task<T> AskAsync<T>(FaultyPart part, string what, Func<T> effect) =>
        await world.PostAsync(() => weather.CallAsync(part, dice, () =>
        {
            var result = effect();
            story.Tell(part == FaultyPart.Provider ? "provider" : "carrier", what);
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
