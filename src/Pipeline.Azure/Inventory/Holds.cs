using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>
/// Applies a reservation to one SKU. Each change of the stock is one batch with the order's hold, whose state and attempt make it take
/// effect once.
/// </summary>
internal sealed class Holds(CosmosDatabase database, CosmosPolicy policy, IOptions<InventoryOptions> options)
{
    private readonly Documents _documents = database.Documents(CosmosContainers.Inventory);

    /// <summary>
    /// Holds the item. Null when it is held, now or earlier; <see cref="StockShort"/>; <see cref="Conflict"/> when this attempt is over.
    /// </summary>
    public Task<Failure?> HoldAsync(ReservationDocument reservation, StockQuantity item, CancellationToken cancellation)
    {
        Stored<HoldDocument>? former = null;
        return policy.SettleAsync<Failure?>(
            $"The stock of {item.Sku}",
            async () =>
            {
                var steps = await TryHoldAsync(reservation, item, former, cancellation);
                if (steps is null)
                {
                    return (true, null);
                }

                if (steps[0] is not HttpStatusCode.FailedDependency)
                {
                    // An attempt got here first, possibly this very one.
                    former = await FindAsync(reservation, item, cancellation);
                    return Judge(reservation, former?.Document);
                }

                return await WhyNotAsync(item, isUnknown: steps[1] == HttpStatusCode.NotFound, cancellation);
            },
            cancellation);
    }

    /// <summary>
    /// Makes what the attempt holds available again, and prevents a slow writer of the same attempt from holding it later.
    /// </summary>
    public Task<Failure?> UndoAsync(ReservationDocument reservation, StockQuantity item, CancellationToken cancellation) =>
        policy.SettleAsync<Failure?>(
            $"The stock of {item.Sku}",
            async () => (await TryUndoAsync(reservation, item, cancellation), null),
            cancellation);

    /// <summary>Removes what the attempt holds from the stock; null when it is removed, now or earlier.</summary>
    /// <exception cref="FailureException"><see cref="Permanent"/>: the order does not hold the item.</exception>
    public async Task<Failure?> TakeAsync(ReservationDocument reservation, StockQuantity item, CancellationToken cancellation)
    {
        var batch = Settle(reservation, HoldState.Taken, Change("/onHand", -item.Quantity), Change("/reserved", -item.Quantity));
        var (written, _) = await _documents.CommitAsync(item.Sku, batch, cancellation);
        if (written.IsDone || await FindAsync(reservation, item, cancellation) is { Document: { State: HoldState.Taken } hold }
            && hold.Attempt == reservation.Attempt)
        {
            return null;
        }

        throw new FailureException(new Permanent(
            "inventory-inconsistent", $"Order {reservation.OrderId} is to take {item.Quantity} of {item.Sku}, which it does not hold."));
    }

    // Null when held; otherwise the statuses of the hold and of the stock.
    private async Task<IReadOnlyList<HttpStatusCode>?> TryHoldAsync(
        ReservationDocument reservation, StockQuantity item, Stored<HoldDocument>? former, CancellationToken cancellation)
    {
        var hold = HoldDocument.Of(reservation, item, HoldState.Held);
        var batch = former is null
            ? new DocumentBatch().Create(hold, InventoryDocumentJson.Default.HoldDocument)
            : new DocumentBatch().Replace(hold.Id, hold, former.ETag, InventoryDocumentJson.Default.HoldDocument);
        batch.Patch(
            StockDocument.StockId,
            [PatchOperation.Increment("/reserved", item.Quantity), PatchOperation.Increment("/available", -item.Quantity)],
            string.Create(CultureInfo.InvariantCulture, $"c.available >= {item.Quantity}"));
        var (written, steps) = await _documents.CommitAsync(item.Sku, batch, cancellation);
        return written.IsDone ? null : steps;
    }

    private static (bool IsSettled, Failure? Failure) Judge(ReservationDocument reservation, HoldDocument? hold) => hold switch
    {
        // Gone, or the tombstone of an earlier attempt: try again with what is known now.
        null => (false, null),
        _ when hold.Attempt < reservation.Attempt => (false, null),
        _ when hold.Attempt == reservation.Attempt && hold.State == HoldState.Held => (true, null),
        _ => (true, new Conflict("reservation-changed", $"Attempt {reservation.Attempt} of order {reservation.OrderId} is over.")),
    };

    private async Task<(bool IsSettled, Failure? Failure)> WhyNotAsync(StockQuantity item, bool isUnknown, CancellationToken cancellation)
    {
        if (isUnknown && options.Value.InitialStock is { } initial)
        {
            var stockDocument = StockDocument.New(item.Sku, initial);
            await _documents.CreateAsync(stockDocument, item.Sku, InventoryDocumentJson.Default.StockDocument, cancellation);
            return (false, null);
        }

        var stock = await _documents.FindAsync(StockDocument.StockId, item.Sku, InventoryDocumentJson.Default.StockDocument, cancellation);
        var available = stock?.Document.Available ?? 0;
        return available < item.Quantity ? (true, new StockShort(item.Sku, item.Quantity, available)) : (false, null);
    }

    private async Task<bool> TryUndoAsync(ReservationDocument reservation, StockQuantity item, CancellationToken cancellation)
    {
        var batch = Settle(
            reservation, HoldState.Undone, Change("/reserved", -item.Quantity), Change("/available", item.Quantity));
        var (written, steps) = await _documents.CommitAsync(item.Sku, batch, cancellation);
        if (written.IsDone)
        {
            return true;
        }

        var tombstone = HoldDocument.Of(reservation, item, HoldState.Undone);
        if (steps[0] == HttpStatusCode.NotFound)
        {
            return (await _documents.CreateAsync(tombstone, item.Sku, InventoryDocumentJson.Default.HoldDocument, cancellation)).IsDone;
        }

        var known = await FindAsync(reservation, item, cancellation);
        return known switch
        {
            null => false,
            _ when known.Document.Attempt < reservation.Attempt => (await _documents.ReplaceAsync(
                tombstone.Id, item.Sku, tombstone, known.ETag, InventoryDocumentJson.Default.HoldDocument, cancellation)).IsDone,
            _ => known.Document.Attempt > reservation.Attempt || known.Document.State == HoldState.Undone,
        };
    }

    private Task<Stored<HoldDocument>?> FindAsync(ReservationDocument reservation, StockQuantity item, CancellationToken cancellation) =>
        _documents.FindAsync(HoldDocument.IdOf(reservation.OrderId), item.Sku, InventoryDocumentJson.Default.HoldDocument, cancellation);

    private static DocumentBatch Settle(ReservationDocument reservation, HoldState state, params PatchOperation[] changes) =>
        new DocumentBatch()
            .Patch(
                HoldDocument.IdOf(reservation.OrderId),
                [SetJson.Of("/state", state, InventoryDocumentJson.Default.HoldState)],
                IsHeld(reservation.Attempt))
            .Patch(StockDocument.StockId, changes);

    private static string IsHeld(int attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"c.attempt = {attempt} AND c.state = {JsonSerializer.Serialize(HoldState.Held, InventoryDocumentJson.Default.HoldState)}");

    private static PatchOperation Change(string path, long by) => PatchOperation.Increment(path, by);
}
