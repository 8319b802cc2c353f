using System.Text.Json.Serialization;

namespace Pipeline.Azure.Inventory;

/// <summary>Where an order's reservation is; the first three are left when a call has done its work.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReservationState>))]
internal enum ReservationState
{
    /// <summary>An attempt is under way: some SKUs may be held.</summary>
    [JsonStringEnumMemberName("reserving")]
    Reserving,

    /// <summary>The attempt found a SKU short: what it holds is being undone.</summary>
    [JsonStringEnumMemberName("undoing")]
    Undoing,

    /// <summary>Nothing is held; another attempt may begin.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>Every SKU is held.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>Every SKU is held for an order that has been paid.</summary>
    [JsonStringEnumMemberName("firm")]
    Firm,

    /// <summary>Decided for good: the goods leave, or have left, the stock.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Decided for good: what was held becomes, or is, available again.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}
