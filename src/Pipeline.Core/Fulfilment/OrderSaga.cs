using Pipeline.Events;
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
