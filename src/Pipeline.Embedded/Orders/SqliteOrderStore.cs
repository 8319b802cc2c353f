using System.Text.Json;
using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Orders;

/// <summary>Orders in the engine's file: their events are in the log, their state is a row.</summary>
internal sealed class SqliteOrderStore(
    Database database, Writer writer, EventLog log, Admission admission, GenerationCache<Order> cache) : IOrderStore
{
    public ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation)
    {
        if (cache.TryGet(orderId, out var known))
        {
            return new(known);
        }

        var order = database.Read(connection => OrderRows.Load(connection, orderId));
        if (order is not null)
        {
            Keep(order);
        }

        return new(order);
    }

    public async Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        if (expectedVersion == 0)
        {
            admission.AdmitOrder();
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(state, OrderJson.Default.Order);
        var serialized = events.Select(SerializedEvent.Of).ToArray();
        var appended = await writer.RunAsync(transaction =>
        {
            if (!TryWrite(transaction, state, expectedVersion, json))
            {
                return false;
            }

            // Before the readers of the log wake: what they load must not be older than the event that woke them.
            transaction.AfterCommit(() => Keep(state));
            Array.ForEach(serialized, one => log.AppendInStream(transaction, one));
            return true;
        });
        if (!appended)
        {
            cache.Remove(state.OrderId);
        }

        return appended;
    }

    public Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CloudEvent>>(database.Read(connection => EventRows.ReadOrder(connection, orderId)));

    private static bool TryWrite(Transaction transaction, Order state, long expectedVersion, byte[] json) =>
        (expectedVersion == 0
            ? transaction.Sql("INSERT INTO orders (order_id, version, state) VALUES (?, ?, ?) ON CONFLICT (order_id) DO NOTHING")
                .Bind(state.OrderId).Bind(state.Version).Bind(json)
            : transaction.Sql("UPDATE orders SET version = ?, state = ? WHERE order_id = ? AND version = ?")
                .Bind(state.Version).Bind(json).Bind(state.OrderId).Bind(expectedVersion)).Run() == 1;

    private void Keep(Order order) => cache.Set(order.OrderId, order, (known, late) => known.Version > late.Version);
}

/// <summary>Reads the states of orders.</summary>
internal static class OrderRows
{
    /// <summary>The order, or null when there is none. One whose row is damaged is made anew of its events.</summary>
    /// <exception cref="FailureException">Neither its row nor its events can be read.</exception>
    public static Order? Load(Connection connection, string orderId)
    {
        var row = connection.Sql("SELECT version, state FROM orders WHERE order_id = ?").Bind(orderId)
            .First<(long Version, Order? Order)?>(row => (row.Number(0), Read(row.Blob(1))));
        if (row is not var (version, order))
        {
            return null;
        }

        return IsWhole(order) ? order
            : OrderHistory.Fold(orderId, EventRows.ReadOrder(connection, orderId)) is { } made && IsWhole(made) ? made
            : throw new FailureException(new Rejected(
                "order-damaged",
                $"Order {orderId} is damaged: its stored state cannot be read, and its events do not add up to its version {version}. "
                + "An operator restores it from a backup; audit lists all damage."));

        bool IsWhole(Order? read) => read is not null && read.OrderId == orderId && read.Version == version;
    }

    /// <summary>The state of an order, or null when it is damaged.</summary>
    public static Order? Read(ReadOnlySpan<byte> state) => StoredJson.Read(state, OrderJson.Default.Order, order =>
        !order.Lines.IsDefault && order.Lines.All(line => line.Sku is not null)
        && !order.Payments.IsDefault && order.Payments.All(payment => payment.PaymentId is not null && !payment.RefundIds.IsDefault)
        && Enum.IsDefined(order.Status));
}
