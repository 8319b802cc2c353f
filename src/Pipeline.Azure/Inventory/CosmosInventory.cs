using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>
/// The stock in Cosmos DB. No transaction spans SKUs: the order's reservation changes state first, which decides the outcome, and its holds
/// follow, each exactly once. After a crash in between, the next caller finishes what the reservation says.
/// </summary>
internal sealed class CosmosInventory(
    CosmosDatabase database, Reservations reservations, Holds holds, CosmosPolicy policy, IOptions<InventoryOptions> options) : IInventory
{
    private const int MaxParallel = 8;

    private readonly Documents _documents = database.Documents(CosmosContainers.Inventory);

    public Task<Failure?> ReserveAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        HoldAsync(orderId, items, ReservationState.Held, cancellation);

    public async Task<Failure?> FirmAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        await reservations.MoveAsync(orderId, ReservationStates.ToFirm, ReservationState.Firm, cancellation) is null
            ? await HoldAsync(orderId, items, ReservationState.Firm, cancellation)
            : null;

    public Task ReleaseAsync(string orderId, CancellationToken cancellation) => policy.SettleAsync(
        NameOf(orderId),
        async () =>
        {
            var released = await reservations.MoveAsync(orderId, ReservationStates.ToReleased, ReservationState.Released, cancellation)
                ?? await reservations.FindAsync(orderId, cancellation);
            return (released switch
            {
                null => await reservations.CreateAsync(
                    ReservationDocument.First(orderId, ReservationState.Released, []), cancellation),
                { State: ReservationState.Released } => await EachAsync(released, holds.UndoAsync, cancellation) is null,
                // Settled if a release leaves this state as it is; otherwise another writer intervened.
                _ => ReservationRules.Release(released.State.Status()) == released.State.Status(),
            }, true);
        },
        cancellation);

    public Task<Failure?> TakeAsync(string orderId, CancellationToken cancellation) => policy.SettleAsync<Failure?>(
        NameOf(orderId),
        async () =>
        {
            var taken = await reservations.MoveAsync(orderId, ReservationStates.ToTaken, ReservationState.Taken, cancellation)
                ?? await reservations.FindAsync(orderId, cancellation);
            return !ReservationRules.Take(taken?.State.Status(), orderId).TryGet(out var next, out var failure) ? (true, failure)
                // Another writer intervened: take it in the next round.
                : taken?.State.Status() != next ? (false, null)
                : (true, await EachAsync(taken!, holds.TakeAsync, cancellation));
        },
        cancellation);

    public async Task<Stock?> GetAsync(string sku, CancellationToken cancellation) =>
        await FindAsync(sku, cancellation) is { } stored ? stored.Document.ToStock()
        : options.Value.InitialStock is { } initial ? new Stock(sku, initial, 0)
        : null;

    public Task<Result<Stock>> SetOnHandAsync(string sku, long onHand, CancellationToken cancellation) => policy.SettleAsync<Result<Stock>>(
        $"The stock of {sku}",
        async () =>
        {
            var stored = await FindAsync(sku, cancellation);
            if (stored?.Document.ToStock().SetOnHand(onHand).Failure is { } refusal)
            {
                return (true, refusal);
            }

            var stock = stored?.Document.WithOnHand(onHand) ?? StockDocument.New(sku, onHand);
            var written = stored is null
                ? await _documents.CreateAsync(stock, sku, InventoryDocumentJson.Default.StockDocument, cancellation)
                : await _documents.ReplaceAsync(
                    stock.Id, sku, stock, stored.ETag, InventoryDocumentJson.Default.StockDocument, cancellation);
            return (written.IsDone, stock.ToStock());
        },
        cancellation);

    private Task<Failure?> HoldAsync(
        string orderId, IReadOnlyList<StockQuantity> items, ReservationState goal, CancellationToken cancellation) => policy.SettleAsync(
            NameOf(orderId),
            async () =>
            {
                var begun = ReservationDocument.First(orderId, ReservationState.Reserving, items);
                var known = await reservations.CreateAsync(begun, cancellation)
                    ? begun
                    : await reservations.FindAsync(orderId, cancellation);
                return known is null ? (false, null) : await ContinueAsync(known, items, goal, cancellation);
            },
            cancellation);

    private async Task<(bool IsSettled, Failure? Failure)> ContinueAsync(
        ReservationDocument known, IReadOnlyList<StockQuantity> items, ReservationState goal, CancellationToken cancellation)
    {
        switch (known.State)
        {
            case ReservationState.Reserving:
                return await TryAsync(known, goal, cancellation);
            case ReservationState.Idle:
                return await reservations.BeginAgainAsync(known, items, cancellation) is { } again
                    ? await TryAsync(again, goal, cancellation)
                    : (false, null);
            case ReservationState.Undoing:
                await UndoAsync(known, cancellation);
                return (false, null);
            default:
                return Next(known, goal).TryGet(out var next, out var refusal)
                    ? (next == known.State.Status() || await reservations.MoveAsync(known, goal, cancellation), null)
                    : (true, refusal);
        }
    }

    private static Result<ReservationStatus> Next(ReservationDocument known, ReservationState goal) => goal == ReservationState.Firm
        ? ReservationRules.Firm(known.State.Status())
        : ReservationRules.Reserve(known.State.Status(), known.OrderId);

    private async Task<(bool IsSettled, Failure? Failure)> TryAsync(
        ReservationDocument reservation, ReservationState goal, CancellationToken cancellation)
    {
        var failure = await EachAsync(reservation, holds.HoldAsync, cancellation);
        if (failure is null)
        {
            return (await reservations.MoveAsync(reservation, goal, cancellation), null);
        }

        if (failure is StockShort && await reservations.MoveAsync(reservation, ReservationState.Undoing, cancellation))
        {
            await UndoAsync(reservation with { State = ReservationState.Undoing }, cancellation);
            return (true, failure);
        }

        return (false, null);
    }

    private async Task UndoAsync(ReservationDocument undoing, CancellationToken cancellation)
    {
        await EachAsync(undoing, holds.UndoAsync, cancellation);
        await reservations.MoveAsync(undoing, ReservationState.Idle, cancellation);
    }

    // A few SKUs at a time; of several failures, the first SKU's, so that the answer does not depend on timing.
    private static async Task<Failure?> EachAsync(
        ReservationDocument reservation,
        Func<ReservationDocument, StockQuantity, CancellationToken, Task<Failure?>> change,
        CancellationToken cancellation)
    {
        foreach (var some in reservation.Items.Chunk(MaxParallel))
        {
            var failures = await Task.WhenAll(some.Select(item => change(reservation, item, cancellation)));
            if (failures.FirstOrDefault(failure => failure is not null) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    private Task<Stored<StockDocument>?> FindAsync(string sku, CancellationToken cancellation) =>
        _documents.FindAsync(StockDocument.StockId, sku, InventoryDocumentJson.Default.StockDocument, cancellation);

    private static string NameOf(string orderId) => $"The reservation of order {orderId}";
}
