using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Orders;

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
