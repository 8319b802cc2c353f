using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;

namespace Pipeline.Azure.Inventory;

/// <summary>Reads and writes the orders' reservations. A state changes only from one that the caller expects.</summary>
internal sealed class Reservations(CosmosDatabase database)
{
    private readonly Documents _documents = database.Documents(CosmosContainers.Inventory);

    public async Task<ReservationDocument?> FindAsync(string orderId, CancellationToken cancellation) => (await _documents.FindAsync(
        ReservationDocument.ReservationId,
        ReservationDocument.PartitionOf(orderId),
        InventoryDocumentJson.Default.ReservationDocument,
        cancellation))?.Document;

    /// <summary>Creates a reservation; false when the order has one already.</summary>
    public async Task<bool> CreateAsync(ReservationDocument reservation, CancellationToken cancellation) =>
        (await _documents.CreateAsync(
            reservation, reservation.Sku, InventoryDocumentJson.Default.ReservationDocument, cancellation)).IsDone;

    /// <summary>Changes the state; false when the reservation is no longer as <paramref name="known"/>.</summary>
    public Task<bool> MoveAsync(ReservationDocument known, ReservationState state, CancellationToken cancellation) =>
        PatchAsync(known, [To(state)], cancellation);

    /// <summary>
    /// Begins another attempt after one that held nothing; null when the reservation is no longer as <paramref name="known"/>.
    /// </summary>
    public async Task<ReservationDocument?> BeginAgainAsync(
        ReservationDocument known, IReadOnlyList<StockQuantity> items, CancellationToken cancellation)
    {
        var next = known with { Attempt = known.Attempt + 1, State = ReservationState.Reserving, Items = items };
        var changes = new[]
        {
            To(next.State),
            PatchOperation.Set("/attempt", next.Attempt),
            SetJson.Of("/items", items, InventoryDocumentJson.Default.IReadOnlyListStockQuantity),
        };
        return await PatchAsync(known, changes, cancellation) ? next : null;
    }

    /// <summary>Changes the state from any of these; returns the changed reservation, or null when it is in none of them.</summary>
    public Task<ReservationDocument?> MoveAsync(
        string orderId, IReadOnlyList<ReservationState> from, ReservationState to, CancellationToken cancellation) => _documents.PatchAsync(
            ReservationDocument.ReservationId,
            ReservationDocument.PartitionOf(orderId),
            [To(to)],
            ReservationDocument.In(from),
            InventoryDocumentJson.Default.ReservationDocument,
            cancellation);

    private async Task<bool> PatchAsync(ReservationDocument known, PatchOperation[] changes, CancellationToken cancellation) =>
        (await _documents.PatchAsync(known.Id, known.Sku, changes, known.Unchanged(), cancellation)).IsDone;

    private static SetJson To(ReservationState state) => SetJson.Of("/state", state, InventoryDocumentJson.Default.ReservationState);
}
