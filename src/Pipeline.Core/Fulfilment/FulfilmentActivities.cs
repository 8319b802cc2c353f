namespace Pipeline.Fulfilment;

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
