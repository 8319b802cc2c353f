using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>Takes out of the database what has gone to the archive, in one transaction.</summary>
internal static class ArchivedRows
{
    /// <summary>
    /// Whether nothing has come since it was decided. Queues do not go back and ended sagas go on only with an event of their order, so
    /// that its version and the dead letters tell all there is to tell.
    /// </summary>
    public static bool AreStillSettled(Transaction transaction, SettledBatch batch, SettledState state) =>
        !state.IsOutdated(transaction) && batch.Orders.All(order => transaction
            .Sql("SELECT version FROM orders WHERE order_id = ?").Bind(order.OrderId).First(row => row.Number(0)) == order.Version);

    public static void Delete(Transaction transaction, SettledBatch batch)
    {
        foreach (var archived in batch.Events)
        {
            if (transaction.Sql("DELETE FROM events WHERE position = ?").Bind(archived.Position).Run() != 1)
            {
                throw new InvalidDataException($"Event {archived.Position} was to be archived and is not in the log.");
            }
        }

        foreach (var order in batch.Orders)
        {
            transaction.Sql("DELETE FROM orders WHERE order_id = ?").Bind(order.OrderId).Run();
            transaction.Sql("DELETE FROM order_views WHERE order_id = ?").Bind(order.OrderId).Run();
            transaction.Sql("DELETE FROM reservations WHERE order_id = ?").Bind(order.OrderId).Run();
        }

        foreach (var saga in batch.Orders.Select(order => order.OrderId).Concat(batch.Sagas))
        {
            transaction.Sql("DELETE FROM sagas WHERE saga_id = ?").Bind(saga).Run();
        }
    }
}
