using System.Globalization;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Inventory;

/// <summary>
/// Carries out what <see cref="ReservationRules"/> decides, in one transaction each: with one writer, nothing comes between
/// check and change.
/// </summary>
internal static class ReservationRows
{
    public static Failure? Reserve(Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items)
    {
        var status = StatusOf(transaction, orderId);
        return ReservationRules.Reserve(status, orderId).TryGet(out var next, out var failure)
            ? Hold(transaction, orderId, items, status, next)
            : failure;
    }

    public static Failure? Firm(Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items)
    {
        var status = StatusOf(transaction, orderId);
        return Hold(transaction, orderId, items, status, ReservationRules.Firm(status));
    }

    public static void Release(Transaction transaction, string orderId)
    {
        var status = StatusOf(transaction, orderId);
        var next = ReservationRules.Release(status);
        if (status is null)
        {
            Insert(transaction, orderId, next, []);
        }
        else if (next != status)
        {
            ChangeStock(transaction, orderId, onHand: 0, reserved: -1);
            SetStatus(transaction, orderId, next);
        }
    }

    public static Failure? Take(Transaction transaction, string orderId)
    {
        var status = StatusOf(transaction, orderId);
        if (!ReservationRules.Take(status, orderId).TryGet(out var next, out var failure))
        {
            return failure;
        }

        if (next != status)
        {
            ChangeStock(transaction, orderId, onHand: -1, reserved: -1);
            SetStatus(transaction, orderId, next);
        }

        return null;
    }

    private static StockShort? Hold(
        Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items, ReservationStatus? status, ReservationStatus next)
    {
        if (status is not null)
        {
            if (next != status)
            {
                SetStatus(transaction, orderId, next);
            }

            return null;
        }

        if (StockRows.FirstShort(transaction, items) is { } missing)
        {
            return missing;
        }

        foreach (var item in items)
        {
            StockRows.Change(transaction, item.Sku, onHand: 0, reserved: item.Quantity);
        }

        Insert(transaction, orderId, next, items);
        return null;
    }

    private static void ChangeStock(Transaction transaction, string orderId, int onHand, int reserved)
    {
        var items = transaction.Sql("SELECT items FROM reservations WHERE order_id = ?").Bind(orderId).First(row => row.Text(0))!;
        foreach (var item in ReservedItems.Read(items) ?? throw new FailureException(Damaged(orderId, items)))
        {
            StockRows.Change(transaction, item.Sku, onHand * item.Quantity, reserved * item.Quantity);
        }
    }

    private static ReservationStatus? StatusOf(Transaction transaction, string orderId)
    {
        var status = transaction
            .Sql("SELECT status FROM reservations WHERE order_id = ?").Bind(orderId).First(row => (ReservationStatus?)row.Number(0));
        return status is null || Enum.IsDefined(status.Value)
            ? status
            : throw new FailureException(Damaged(orderId, $"status {(int)status.Value}"));
    }

    private static Permanent Damaged(string orderId, string what) =>
        new("reservation-damaged", $"The reservation of order {orderId} cannot be read ({what}). Restore it from a backup.");

    private static void Insert(Transaction transaction, string orderId, ReservationStatus status, IReadOnlyList<StockQuantity> items) =>
        transaction.Sql("INSERT INTO reservations (order_id, status, items) VALUES (?, ?, ?)")
            .Bind(orderId).Bind((int)status).Bind(ReservedItems.Write(items)).Run();

    private static void SetStatus(Transaction transaction, string orderId, ReservationStatus status) => transaction
        .Sql("UPDATE reservations SET status = ? WHERE order_id = ?").Bind((int)status).Bind(orderId).Run();
}

/// <summary>Writes what a reservation holds as "sku quantity" lines; a SKU has no spaces.</summary>
internal static class ReservedItems
{
    public static string Write(IEnumerable<StockQuantity> items) =>
        string.Join('\n', items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Sku} {item.Quantity}")));

    /// <summary>What is held, or null when the row is damaged.</summary>
    public static IReadOnlyList<StockQuantity>? Read(string items)
    {
        var read = new List<StockQuantity>();
        foreach (var line in items.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var sku, var number]
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
            {
                return null;
            }

            read.Add(new StockQuantity(sku, quantity));
        }

        return read;
    }
}
