using System.Globalization;
using System.Text.Json;
using Pipeline.Azure.Cosmos;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>An order's one reservation, in a partition of its own: the place where it is decided what becomes of its holds.</summary>
/// <param name="Attempt">Counts attempts, so that what belongs to an earlier one is told apart.</param>
internal sealed record ReservationDocument(
    string Id, string Sku, string Kind, string OrderId, int Attempt, ReservationState State, IReadOnlyList<StockQuantity> Items)
{
    /// <summary>The one reservation of its partition.</summary>
    public const string ReservationId = "reservation";

    public static string PartitionOf(string orderId) => "order:" + orderId;

    public static ReservationDocument First(string orderId, ReservationState state, IReadOnlyList<StockQuantity> items) =>
        new(ReservationId, PartitionOf(orderId), DocumentKinds.Reservation, orderId, 1, state, items);

    /// <summary>The condition that it still is as it was read.</summary>
    public string Unchanged() => string.Create(
        CultureInfo.InvariantCulture, $"c.attempt = {Attempt} AND c.state = {Quoted(State)}");

    /// <summary>The condition that it is in one of these states.</summary>
    public static string In(IEnumerable<ReservationState> states) =>
        string.Join(" OR ", states.Select(state => "c.state = " + Quoted(state)));

    // JSON text is a literal of the query language.
    private static string Quoted(ReservationState state) => JsonSerializer.Serialize(state, InventoryDocumentJson.Default.ReservationState);
}
