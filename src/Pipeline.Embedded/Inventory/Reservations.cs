using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Inventory;

/// <summary>The rules of reservations, each inside a transaction: with one writer nothing can come between check and change.</summary>
internal static class Reservations
{
    public static Failure? Reserve(Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items, ReservationStatus status)
    {
        switch (StatusOf(transaction, orderId))
        {
            case null:
                break;
            case ReservationStatus.Released:
                return new Permanent("reservation-released", $"The reservation of order {orderId} was released; it cannot be held again.");
            default:
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

        transaction.Sql("INSERT INTO reservations (order_id, status, items) VALUES (?, ?, ?)")
            .Bind(orderId).Bind((int)status).Bind(ReservedItems.Write(items)).Run();
        return null;
    }

    /// <summary>Makes a held reservation firm, or makes a firm one; what is taken or released stays so.</summary>
    public static Failure? Firm(Transaction transaction, string orderId, IReadOnlyList<StockQuantity> items)
    {
        switch (StatusOf(transaction, orderId))
        {
            case null:
                return Reserve(transaction, orderId, items, ReservationStatus.Firm);
            case ReservationStatus.Held:
                SetStatus(transaction, orderId, ReservationStatus.Firm);
                return null;
            default:
                return null;
        }
    }

    public static void Release(Transaction transaction, string orderId)
    {
        switch (StatusOf(transaction, orderId))
        {
            case null:
                transaction.Sql("INSERT INTO reservations (order_id, status, items) VALUES (?, ?, '')")
                    .Bind(orderId).Bind((int)ReservationStatus.Released).Run();
                break;
            case ReservationStatus.Held or ReservationStatus.Firm:
                ChangeStock(transaction, orderId, onHand: 0, reserved: -1);
                SetStatus(transaction, orderId, ReservationStatus.Released);
                break;
        }
    }

    public static Failure? Take(Transaction transaction, string orderId)
    {
        switch (StatusOf(transaction, orderId))
        {
            case ReservationStatus.Taken:
                return null;
            case ReservationStatus.Held or ReservationStatus.Firm:
                ChangeStock(transaction, orderId, onHand: -1, reserved: -1);
                SetStatus(transaction, orderId, ReservationStatus.Taken);
                return null;
            default:
                return new Permanent("nothing-reserved", $"Nothing is held for order {orderId}.");
        }
    }

    private static void ChangeStock(Transaction transaction, string orderId, int onHand, int reserved)
    {
        var items = transaction.Sql("SELECT items FROM reservations WHERE order_id = ?").Bind(orderId).First(row => row.Text(0))!;
        foreach (var item in ReservedItems.Read(items))
        {
            StockRows.Change(transaction, item.Sku, onHand * item.Quantity, reserved * item.Quantity);
        }
    }

    private static ReservationStatus? StatusOf(Transaction transaction, string orderId) => transaction
        .Sql("SELECT status FROM reservations WHERE order_id = ?").Bind(orderId).First(row => (ReservationStatus?)row.Number(0));

    private static void SetStatus(Transaction transaction, string orderId, ReservationStatus status) => transaction
        .Sql("UPDATE reservations SET status = ? WHERE order_id = ?").Bind((int)status).Bind(orderId).Run();
}
