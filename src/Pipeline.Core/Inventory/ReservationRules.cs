using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>
/// What an order's reservation may become. Each rule takes the current status, null before the first decision, and returns the next one:
/// the same when there is nothing to do.
/// </summary>
public static class ReservationRules
{
    /// <summary>Holds goods unless they were given up; held, firm or taken goods stay as they are.</summary>
    public static Result<ReservationStatus> Reserve(ReservationStatus? status, string orderId) => status switch
    {
        null => ReservationStatus.Held,
        ReservationStatus.Released => new Permanent(
            "reservation-released", $"The reservation of order {orderId} was released; it cannot be held again."),
        { } decided => decided,
    };

    /// <summary>
    /// Makes a paid order's goods firm, whether or not they were held. After a release it changes nothing, which is not a failure: the
    /// payment is refunded.
    /// </summary>
    public static ReservationStatus Firm(ReservationStatus? status) =>
        status is null or ReservationStatus.Held ? ReservationStatus.Firm : status.Value;

    /// <summary>Gives up goods that are held or were never reserved; taken goods stay taken.</summary>
    public static ReservationStatus Release(ReservationStatus? status) =>
        status is ReservationStatus.Taken ? ReservationStatus.Taken : ReservationStatus.Released;

    /// <summary>Takes held or firm goods out of stock, once.</summary>
    public static Result<ReservationStatus> Take(ReservationStatus? status, string orderId) => status switch
    {
        ReservationStatus.Held or ReservationStatus.Firm or ReservationStatus.Taken => ReservationStatus.Taken,
        _ => new Permanent("nothing-reserved", $"Nothing is held for order {orderId}."),
    };
}

/// <summary>The state of an order's reservation.</summary>
public enum ReservationStatus
{
    /// <summary>Held while the order is in progress.</summary>
    Held = 1,

    /// <summary>Held for an order that has been paid.</summary>
    Firm = 2,

    /// <summary>The goods have left the stock.</summary>
    Taken = 3,

    /// <summary>Given up; kept as a tombstone, so that a late reserve of the same order holds nothing.</summary>
    Released = 4,
}
