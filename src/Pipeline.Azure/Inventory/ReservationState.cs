using System.Text.Json.Serialization;
using Pipeline.Inventory;

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

/// <summary>How the stored states follow <see cref="ReservationRules"/>.</summary>
internal static class ReservationStates
{
    /// <summary>The states that become firm without holding anything more.</summary>
    public static IReadOnlyList<ReservationState> ToFirm { get; } =
        [.. Before(ReservationStatus.Firm, status => status is null ? null : ReservationRules.Firm(status))];

    /// <summary>The states that an order's goods are given up in.</summary>
    public static IReadOnlyList<ReservationState> ToReleased { get; } =
        [.. Before(ReservationStatus.Released, status => ReservationRules.Release(status))];

    /// <summary>The states that an order's goods are taken in.</summary>
    public static IReadOnlyList<ReservationState> ToTaken { get; } =
        [.. Before(ReservationStatus.Taken, status => ReservationRules.Take(status, "").TryGet(out var next, out _) ? next : null)];

    /// <summary>What the state means to the rules; null while an attempt has decided nothing.</summary>
    public static ReservationStatus? Status(this ReservationState state) => state switch
    {
        ReservationState.Reserving or ReservationState.Undoing or ReservationState.Idle => null,
        ReservationState.Held => ReservationStatus.Held,
        ReservationState.Firm => ReservationStatus.Firm,
        ReservationState.Taken => ReservationStatus.Taken,
        ReservationState.Released => ReservationStatus.Released,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No rule knows this state."),
    };

    private static IEnumerable<ReservationState> Before(ReservationStatus goal, Func<ReservationStatus?, ReservationStatus?> rule) =>
        Enum.GetValues<ReservationState>().Where(state => state.Status() != goal && rule(state.Status()) == goal);
}
