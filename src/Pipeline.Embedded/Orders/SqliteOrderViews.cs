using System.Text.Json;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Orders;

/// <summary>The read model in the engine's file.</summary>
internal sealed class SqliteOrderViews(Database database, Writer writer) : IOrderViews
{
    public static void Save(Transaction transaction, OrderView view) => transaction.Sql(
        """
        INSERT INTO order_views (order_id, version, status, customer_id, view) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (order_id) DO UPDATE SET version = excluded.version, status = excluded.status, view = excluded.view
        WHERE version < excluded.version
        """)
        .Bind(view.OrderId).Bind(view.Version).Bind(view.Status.Name()).Bind(view.CustomerId)
        .Bind(JsonSerializer.SerializeToUtf8Bytes(view, OrderJson.Default.OrderView)).Run();

    public Task<OrderView?> GetAsync(string orderId, CancellationToken cancellation) =>
        Task.FromResult(database.Read(connection => connection
        .Sql("SELECT order_id, view FROM order_views WHERE order_id = ?").Bind(orderId).First(row => Read(connection, row))));

    public Task SaveAsync(OrderView view, CancellationToken cancellation) => writer.RunAsync(transaction =>
    {
        Save(transaction, view);
        return true;
    });

    public Task<IReadOnlyList<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OrderView>>(database.Read(connection => connection.Sql(Choose(query))
            .Bind(query.After ?? "~").Bind(query.CustomerId).Bind(query.Status?.Name()).Bind(query.Limit)
            .All(row => Read(connection, row))));

    // One statement per index: by customer, by attention, by order id. "~" sorts after every order id.
    private static string Choose(OrderQuery query) => query switch
    {
        { CustomerId: not null } =>
            "SELECT order_id, view FROM order_views WHERE customer_id = ?2 AND order_id < ?1 AND (?3 IS NULL OR status = ?3) "
                + "ORDER BY order_id DESC LIMIT ?4",
        { Status: OrderStatus.NeedsAttention } =>
            "SELECT order_id, view FROM order_views WHERE status = 'needs-attention' AND order_id < ?1 AND ?2 IS NULL AND ?3 IS NOT NULL "
                + "ORDER BY order_id DESC LIMIT ?4",
        _ =>
            "SELECT order_id, view FROM order_views WHERE order_id < ?1 AND ?2 IS NULL AND (?3 IS NULL OR status = ?3) "
                + "ORDER BY order_id DESC LIMIT ?4",
    };

    // A damaged view is made anew of its order, so that no list fails or skips it.
    private static OrderView Read(Connection connection, Statement row)
    {
        var orderId = row.Text(0);
        return StoredJson.Read(row.Blob(1), OrderJson.Default.OrderView) is { } view && view.OrderId == orderId
            ? view
            : OrderView.Of(OrderRows.Load(connection, orderId) ?? throw new FailureException(OrderMissing.Of(orderId)));
    }
}
