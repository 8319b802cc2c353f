using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Azure.Inventory;

/// <summary>
/// The stock in Cosmos DB. No transaction spans SKUs: the order's reservation is moved first, which decides, and then its holds follow,
/// each once. Whoever comes next, also after a crash in between, finishes what the reservation says.
/// </summary>
internal sealed class CosmosInventory(
    CosmosDatabase database, Reservations reservations, Holds holds, CosmosPolicy policy, IOptions<InventoryOptions> options) : IInventory
{
    private const int SideBySide = 8;

    private static readonly ReservationState[] Undecided =
        [ReservationState.Reserving, ReservationState.Undoing, ReservationState.Idle, ReservationState.Held, ReservationState.Firm];

    private static readonly ReservationState[] Complete = [ReservationState.Held, ReservationState.Firm];

    private readonly Documents _documents = database.Documents(CosmosContainers.Inventory);

    public Task<Failure?> ReserveAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        HoldAsync(orderId, items, ReservationState.Held, cancellation);

    public async Task<Failure?> FirmAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        await reservations.MoveAsync(orderId, [ReservationState.Held], ReservationState.Firm, cancellation) is null
            ? await HoldAsync(orderId, items, ReservationState.Firm, cancellation)
            : null;

    public Task ReleaseAsync(string orderId, CancellationToken cancellation) => policy.SettleAsync(
        NameOf(orderId),
        async () =>
        {
            var released = await reservations.MoveAsync(orderId, Undecided, ReservationState.Released, cancellation)
                ?? await reservations.FindAsync(orderId, cancellation);
            return (released switch
            {
                null => await reservations.CreateAsync(
                    ReservationDocument.First(orderId, ReservationState.Released, []), cancellation),
                { State: ReservationState.Released } => await EachAsync(released, holds.UndoAsync, cancellation) is null,
                // What was taken stays so; anything else came in between.
                _ => released.State == ReservationState.Taken,
            }, true);
        },
        cancellation);

    public Task<Failure?> TakeAsync(string orderId, CancellationToken cancellation) => policy.SettleAsync<Failure?>(
        NameOf(orderId),
        async () =>
        {
            var taken = await reservations.MoveAsync(orderId, Complete, ReservationState.Taken, cancellation)
                ?? await reservations.FindAsync(orderId, cancellation);
            return taken switch
            {
                { State: ReservationState.Taken } => (true, await EachAsync(taken, holds.TakeAsync, cancellation)),
                { State: ReservationState.Held or ReservationState.Firm } => (false, null),
                _ => (true, new Permanent("nothing-reserved", $"Nothing is held for order {orderId}.")),
            };
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
            if (onHand < stored?.Document.Reserved)
            {
                return (true, new Rejected("stock-reserved", $"{stored.Document.Reserved} of {sku} are reserved; onHand cannot be less."));
            }

            var stock = stored?.Document.WithOnHand(onHand) ?? StockDocument.New(sku, onHand);
            var written = stored is null
                ? await _documents.CreateAsync(stock, sku, CosmosJson.Default.StockDocument, cancellation)
                : await _documents.ReplaceAsync(stock.Id, sku, stock, stored.ETag, CosmosJson.Default.StockDocument, cancellation);
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
                return known is null ? (false, null) : await GoOnAsync(known, items, goal, cancellation);
            },
            cancellation);

    private async Task<(bool IsSettled, Failure? Failure)> GoOnAsync(
        ReservationDocument known, IReadOnlyList<StockQuantity> items, ReservationState goal, CancellationToken cancellation)
    {
        switch (known.State)
        {
            case ReservationState.Reserving:
                return await TryAsync(known, goal, cancellation);
            case ReservationState.Idle:
                return await reservations.BeginAgainAsync(known, items, cancellation) is { } next
                    ? await TryAsync(next, goal, cancellation)
                    : (false, null);
            case ReservationState.Undoing:
                await UndoAsync(known, cancellation);
                return (false, null);
            case ReservationState.Held when goal == ReservationState.Firm:
                return (await reservations.MoveAsync(known, goal, cancellation), null);
            // A payment of an order that gave its goods up makes nothing firm, and that is no failure: the payment is given back.
            case ReservationState.Released when goal == ReservationState.Firm:
                return (true, null);
            case ReservationState.Released:
                return (true, new Permanent(
                    "reservation-released", $"The reservation of order {known.OrderId} was released; it cannot be held again."));
            default:
                return (true, null);
        }
    }

    private async Task<(bool IsSettled, Failure? Failure)> TryAsync(
        ReservationDocument reservation, ReservationState goal, CancellationToken cancellation)
    {
        switch (await EachAsync(reservation, holds.HoldAsync, cancellation))
        {
            case null:
                return (await reservations.MoveAsync(reservation, goal, cancellation), null);
            case StockShort missing when await reservations.MoveAsync(reservation, ReservationState.Undoing, cancellation):
                await UndoAsync(reservation with { State = ReservationState.Undoing }, cancellation);
                return (true, missing);
            default:
                return (false, null);
        }
    }

    private async Task UndoAsync(ReservationDocument undoing, CancellationToken cancellation)
    {
        await EachAsync(undoing, holds.UndoAsync, cancellation);
        await reservations.MoveAsync(undoing, ReservationState.Idle, cancellation);
    }

    // A few SKUs at a time; of several failures the one of the first SKU, so that the answer does not depend on chance.
    private static async Task<Failure?> EachAsync(
        ReservationDocument reservation,
        Func<ReservationDocument, StockQuantity, CancellationToken, Task<Failure?>> change,
        CancellationToken cancellation)
    {
        foreach (var some in reservation.Items.Chunk(SideBySide))
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
        _documents.FindAsync(StockDocument.StockId, sku, CosmosJson.Default.StockDocument, cancellation);

    private static string NameOf(string orderId) => $"The reservation of order {orderId}";
}
