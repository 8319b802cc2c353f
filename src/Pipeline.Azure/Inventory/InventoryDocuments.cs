using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>What an order holds of a SKU; in the SKU's partition, so that one batch changes it together with the stock.</summary>
internal sealed record HoldDocument(string Id, string Sku, string Kind, string OrderId, int Attempt, long Quantity, HoldState State)
{
    public static string IdOf(string orderId) => "hold:" + HashedId.Of(orderId);

    public static HoldDocument Of(ReservationDocument reservation, StockQuantity item, HoldState state) => new(
        IdOf(reservation.OrderId), item.Sku, DocumentKinds.Hold, reservation.OrderId, reservation.Attempt, item.Quantity, state);
}

/// <summary>What an attempt of an order's reservation did to a SKU.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldState>))]
internal enum HoldState
{
    [JsonStringEnumMemberName("held")]
    Held,

    /// <summary>The goods have left the stock.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Nothing is held; a tombstone that keeps a slow writer of the same attempt from holding anything.</summary>
    [JsonStringEnumMemberName("undone")]
    Undone,
}

/// <summary>An order's reservation, in a partition of its own; its state decides what becomes of the order's holds.</summary>
/// <param name="Attempt">Counted from 1; tells the holds of an earlier attempt apart.</param>
internal sealed record ReservationDocument(
    string Id, string Sku, string Kind, string OrderId, int Attempt, ReservationState State, IReadOnlyList<StockQuantity> Items)
{
    /// <summary>Each partition of an order holds one reservation.</summary>
    public const string ReservationId = "reservation";

    public static string PartitionOf(string orderId) => "order:" + orderId;

    public static ReservationDocument First(string orderId, ReservationState state, IReadOnlyList<StockQuantity> items) =>
        new(ReservationId, PartitionOf(orderId), DocumentKinds.Reservation, orderId, 1, state, items);

    /// <summary>The condition that it is still as it was read.</summary>
    public string Unchanged() => string.Create(
        CultureInfo.InvariantCulture, $"c.attempt = {Attempt} AND c.state = {Quoted(State)}");

    /// <summary>The condition that it is in one of these states.</summary>
    public static string In(IEnumerable<ReservationState> states) =>
        string.Join(" OR ", states.Select(state => "c.state = " + Quoted(state)));

    // JSON text is a literal of the query language.
    private static string Quoted(ReservationState state) => JsonSerializer.Serialize(state, InventoryDocumentJson.Default.ReservationState);
}

/// <summary>The state of an order's reservation. The first three are transitional: a completed call leaves none of them but Idle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReservationState>))]
internal enum ReservationState
{
    /// <summary>An attempt is in progress: some SKUs may be held.</summary>
    [JsonStringEnumMemberName("reserving")]
    Reserving,

    /// <summary>The attempt found a SKU short: its holds are being undone.</summary>
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

    /// <summary>Final: the goods are leaving, or have left, the stock.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Final: what was held is becoming, or has become, available again.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}

/// <summary>Maps the stored states to <see cref="ReservationRules"/>.</summary>
internal static class ReservationStates
{
    /// <summary>The states that become firm without holding more.</summary>
    public static IReadOnlyList<ReservationState> ToFirm { get; } =
        [.. Before(ReservationStatus.Firm, status => status is null ? null : ReservationRules.Firm(status))];

    /// <summary>The states in which an order's goods can be released.</summary>
    public static IReadOnlyList<ReservationState> ToReleased { get; } =
        [.. Before(ReservationStatus.Released, status => ReservationRules.Release(status))];

    /// <summary>The states in which an order's goods can be taken.</summary>
    public static IReadOnlyList<ReservationState> ToTaken { get; } =
        [.. Before(ReservationStatus.Taken, status => ReservationRules.Take(status, "").TryGet(out var next, out _) ? next : null)];

    /// <summary>The state as the rules know it; null while no attempt has succeeded.</summary>
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

/// <summary>The stock of a SKU.</summary>
/// <param name="Available">On hand minus reserved; stored so that a patch condition can compare it.</param>
/// <param name="Received">Everything that ever came in, so that an audit can work out what has left.</param>
internal sealed record StockDocument(string Id, string Sku, string Kind, long OnHand, long Reserved, long Available, long Received)
{
    /// <summary>Each partition of a SKU holds one stock.</summary>
    public const string StockId = "stock";

    public static StockDocument New(string sku, long onHand) => new(StockId, sku, DocumentKinds.Stock, onHand, 0, onHand, onHand);

    public Stock ToStock() => new(Sku, OnHand, Reserved);

    public StockDocument WithOnHand(long onHand) =>
        this with { OnHand = onHand, Available = onHand - Reserved, Received = Received + onHand - OnHand };
}

/// <summary>Source-generated JSON of the inventory's documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StockDocument))]
[JsonSerializable(typeof(HoldDocument))]
[JsonSerializable(typeof(ReservationDocument))]
internal sealed partial class InventoryDocumentJson : JsonSerializerContext;
