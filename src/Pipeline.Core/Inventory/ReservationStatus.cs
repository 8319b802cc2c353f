namespace Pipeline.Inventory;

/// <summary>Where an order's reservation is.</summary>
public enum ReservationStatus
{
    /// <summary>Held while the order goes on.</summary>
    Held = 1,

    /// <summary>Held for an order that has been paid.</summary>
    Firm = 2,

    /// <summary>The goods have left the stock.</summary>
    Taken = 3,

    /// <summary>Given up; stays as a tombstone, so that a late reserve of the same order holds nothing.</summary>
    Released = 4,
}
