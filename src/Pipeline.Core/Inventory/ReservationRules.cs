using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>
/// What an order's reservation may become. Each rule takes its status, null as long as nothing was decided about it, and returns the one
/// that follows; the same again when there is nothing to do.
/// </summary>
public static class ReservationRules
{
    /// <summary>Goods are held unless they were given up; what is held, firm or taken stays so.</summary>
    public static Result<ReservationStatus> Reserve(ReservationStatus? status, string orderId) => status switch
    {
        null => ReservationStatus.Held,
        ReservationStatus.Released => new Permanent(
            "reservation-released", $"The reservation of order {orderId} was released; it cannot be held again."),
        { } decided => decided,
    };

    /// <summary>
    /// A paid order's goods become firm, whether they were held before or not. A payment of an order that gave its goods up makes nothing
    /// firm, and that is no failure: the payment is given back.
    /// </summary>
    public static ReservationStatus Firm(ReservationStatus? status) =>
        status is null or ReservationStatus.Held ? ReservationStatus.Firm : status.Value;

    /// <summary>What is held, or was never reserved, is given up; what was taken stays so.</summary>
    public static ReservationStatus Release(ReservationStatus? status) =>
        status is ReservationStatus.Taken ? ReservationStatus.Taken : ReservationStatus.Released;

    /// <summary>Goods that are held, firmly or not, leave the stock, once.</summary>
    public static Result<ReservationStatus> Take(ReservationStatus? status, string orderId) => status switch
    {
        ReservationStatus.Held or ReservationStatus.Firm or ReservationStatus.Taken => ReservationStatus.Taken,
        _ => new Permanent("nothing-reserved", $"Nothing is held for order {orderId}."),
    };
}
