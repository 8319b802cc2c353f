using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Fulfilment;

/// <summary>The order saga. Its instance id is the order id.</summary>
public static class OrderSaga
{
    public const string Name = "OrderSaga";

    /// <summary>The definition; a payment that has not settled within <paramref name="paymentTimeout"/> counts as failed.</summary>
    public static SagaDefinition Define(TimeSpan paymentTimeout) => new(
        Name,
        Version: 1,
        StartedBy: EventTypes.OrderPlaced,
        Steps:
        [
            new(FulfilmentActivities.ReserveInventory, FulfilmentActivities.ReleaseInventory),
            new(
                FulfilmentActivities.CollectPayment,
                FulfilmentActivities.RefundPayment,
                new SagaWait(EventTypes.PaymentCaptured, EventTypes.PaymentFailed, paymentTimeout)),
            new(FulfilmentActivities.ScheduleShipment, FulfilmentActivities.CancelShipment),
            new(FulfilmentActivities.ConfirmOrder) { Retry = RetryPolicy.Endless },
        ],
        CancelledBy: EventTypes.OrderCancelRequested,
        AfterCompensation: FulfilmentActivities.CancelOrder,
        OnAttention: FulfilmentActivities.FlagOrder);
}

/// <summary>The names that the order saga calls its activities by.</summary>
public static class FulfilmentActivities
{
    public const string ReserveInventory = "reserve-inventory";
    public const string ReleaseInventory = "release-inventory";
    public const string CollectPayment = "collect-payment";
    public const string RefundPayment = "refund-payment";
    public const string ScheduleShipment = "schedule-shipment";
    public const string CancelShipment = "cancel-shipment";
    public const string ConfirmOrder = "confirm-order";
    public const string CancelOrder = "cancel-order";
    public const string FlagOrder = "flag-order";
}

/// <summary>What every activity of the order saga needs: its order, and a way to record what happened to it.</summary>
public sealed class OrderRecorder(IOrderStore store, OrderService orders)
{
    /// <summary>The saga's order.</summary>
    /// <exception cref="FailureException">There is no such order; a retry cannot help.</exception>
    public async ValueTask<Order> LoadAsync(SagaState saga, CancellationToken cancellation) =>
        await store.LoadAsync(saga.SagaId, cancellation)
        ?? throw new FailureException(new Permanent(OrderMissing.Code, $"Saga {saga.SagaId} has no order."));

    /// <summary>Runs a command on the saga's order; null when done.</summary>
    public async Task<Failure?> ExecuteAsync(SagaState saga, OrderCommand command, CancellationToken cancellation) =>
        (await orders.ExecuteAsync(saga.SagaId, command, saga.Trace(), cancellation)).Failure;

    /// <summary>Records a fact in the saga's order; null when done.</summary>
    public Task<Failure?> RecordAsync(SagaState saga, IOrderEvent fact, CancellationToken cancellation) =>
        ExecuteAsync(saga, new RecordEvent(fact), cancellation);
}
