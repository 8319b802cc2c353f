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
