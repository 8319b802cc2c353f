using Microsoft.Extensions.Options;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Inventory;

/// <summary>The stock in the engine's file.</summary>
internal sealed class SqliteInventory(Database database, Writer writer, IOptions<InventoryOptions> options) : IInventory
{
    public Task<Failure?> ReserveAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        writer.RunAsync(transaction =>
        {
            EnsureInitialStock(transaction, items);
            return ReservationRows.Reserve(transaction, orderId, items);
        });

    public Task<Failure?> FirmAsync(string orderId, IReadOnlyList<StockQuantity> items, CancellationToken cancellation) =>
        writer.RunAsync(transaction => Firm(transaction, orderId, items));

    public Task ReleaseAsync(string orderId, CancellationToken cancellation) => writer.RunAsync(transaction =>
    {
        ReservationRows.Release(transaction, orderId);
        return true;
    });

    public Task<Failure?> TakeAsync(string orderId, CancellationToken cancellation) =>
        writer.RunAsync(transaction => ReservationRows.Take(transaction, orderId));

    public Task<Stock?> GetAsync(string sku, CancellationToken cancellation)
    {
        var stock = database.Read(connection => StockRows.Find(connection.Sql("SELECT on_hand, reserved FROM stock WHERE sku = ?"), sku));
        return Task.FromResult(stock ?? (options.Value.InitialStock is { } initial ? new Stock(sku, initial, 0) : null));
    }

    public Task<Result<Stock>> SetOnHandAsync(string sku, long onHand, CancellationToken cancellation) =>
        writer.RunAsync<Result<Stock>>(transaction =>
        {
            StockRows.Ensure(transaction, sku, 0);
            var set = StockRows.Find(transaction.Sql("SELECT on_hand, reserved FROM stock WHERE sku = ?"), sku)!.SetOnHand(onHand);
            if (set.Failure is null)
            {
                transaction.Sql("UPDATE stock SET received = received + ?2 - on_hand, on_hand = ?2 WHERE sku = ?1")
                    .Bind(sku).Bind(onHand).Run();
            }

            return set;
        });

    /// <summary>Makes the order's reservation firm in the transaction of a reaction.</summary>
    public Failure? Firm(Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items)
    {
        EnsureInitialStock(transaction, items);
        return ReservationRows.Firm(transaction, orderId, items);
    }

    private void EnsureInitialStock(Transaction transaction, IEnumerable<StockQuantity> items)
    {
        if (options.Value.InitialStock is { } initial)
        {
            foreach (var item in items)
            {
                StockRows.Ensure(transaction, item.Sku, initial);
            }
        }
    }
}

/// <summary>The rows of the stock, one per SKU.</summary>
internal static class StockRows
{
    public static Stock? Find(Statement select, string sku) =>
        select.Bind(sku).First(row => new Stock(sku, row.Number(0), row.Number(1)));

    /// <summary>The first item of which there is not enough, or null.</summary>
    public static StockShort? FirstShort(Transaction transaction, IEnumerable<StockQuantity> items)
    {
        foreach (var item in items)
        {
            var available = Find(transaction.Sql("SELECT on_hand, reserved FROM stock WHERE sku = ?"), item.Sku)?.Available ?? 0;
            if (available < item.Quantity)
            {
                return new StockShort(item.Sku, item.Quantity, available);
            }
        }

        return null;
    }

    /// <summary>Gives a SKU without a row its initial stock.</summary>
    public static void Ensure(Transaction transaction, string sku, long initial) => transaction
        .Sql("INSERT INTO stock (sku, on_hand, reserved, received) VALUES (?1, ?2, 0, ?2) ON CONFLICT (sku) DO NOTHING")
        .Bind(sku).Bind(initial).Run();

    public static void Change(Transaction transaction, string sku, long onHand, long reserved) => transaction
        .Sql("UPDATE stock SET on_hand = on_hand + ?, reserved = reserved + ? WHERE sku = ?").Bind(onHand).Bind(reserved).Bind(sku).Run();
}
