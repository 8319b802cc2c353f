using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Inventory;

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
