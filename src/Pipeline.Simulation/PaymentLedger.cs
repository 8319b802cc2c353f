using Pipeline.Sqlite;

namespace Pipeline.Simulation;

/// <summary>The simulated provider's ledger. Each call is one atomic step that survives the end of the process.</summary>
internal sealed class PaymentLedger(WorldDatabase world)
{
    private const string Columns = "id, order_id, customer_id, amount, currency, status, refunded, created_at, notify_at";
    private const string InsertSql = $"INSERT INTO payments ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private const string FindSql = $"SELECT {Columns} FROM payments WHERE id = ?";
    private const string ToNotifySql = $"SELECT {Columns} FROM payments WHERE notify_at IS NOT NULL";

    /// <summary>Adds a payment, or returns the one that already has its id.</summary>
    public Task<(SimulatedPayment Payment, bool Added)> AddAsync(SimulatedPayment payment) => world.RunAsync(transaction =>
        Insert(transaction, payment) ? (payment, true) : (Find(transaction, payment.Id)!, false));

    /// <summary>Settles a payment that is still open; null when it no longer is.</summary>
    public Task<SimulatedPayment?> SettleAsync(string id, SimulatedStatus status) => world.RunAsync(transaction =>
        transaction.Sql("UPDATE payments SET status = ? WHERE id = ? AND status = 1").Bind((long)status).Bind(id).Run() == 1
            ? Find(transaction, id)
            : null);

    /// <summary>Closes an open payment and, given a time, has the merchant notified then. Null when there is no such payment.</summary>
    public Task<(SimulatedPayment Payment, bool Changed)?> CloseAsync(
        string id, Func<SimulatedPayment, (SimulatedStatus Status, DateTimeOffset? NotifyAt)> decide) =>
        world.RunAsync<(SimulatedPayment, bool)?>(transaction =>
        {
            if (Find(transaction, id) is not { } payment)
            {
                return null;
            }

            if (payment.Status != SimulatedStatus.Open)
            {
                return (payment, false);
            }

            var (status, notifyAt) = decide(payment);
            transaction.Sql("UPDATE payments SET status = ?, notify_at = ? WHERE id = ?")
                .Bind((long)status).Bind(notifyAt?.ToUnixTimeMilliseconds()).Bind(id).Run();
            return (payment with { Status = status, NotifyAt = notifyAt }, true);
        });

    /// <summary>Refunds once per refund id; false when the amount is more than was captured and not yet refunded.</summary>
    public Task<bool> RefundAsync(string id, string refundId, long amount) => world.RunAsync(transaction =>
    {
        if (transaction.Sql("SELECT 1 FROM refunds WHERE id = ?").Bind(refundId).First(_ => true))
        {
            return true;
        }

        var refunded = transaction.Sql("UPDATE payments SET refunded = refunded + ? WHERE id = ? AND status = 2 AND amount - refunded >= ?")
            .Bind(amount).Bind(id).Bind(amount).Run() == 1;
        if (refunded)
        {
            transaction.Sql("INSERT INTO refunds (id, payment_id, amount) VALUES (?, ?, ?)").Bind(refundId).Bind(id).Bind(amount).Run();
        }

        return refunded;
    });

    /// <summary>Records that the merchant was notified.</summary>
    public Task NotifiedAsync(string id) => world.RunAsync(transaction =>
        transaction.Sql("UPDATE payments SET notify_at = NULL WHERE id = ?").Bind(id).Run());

    /// <summary>Payments that the merchant was not notified of yet; read at start.</summary>
    public IReadOnlyList<SimulatedPayment> ToNotify() => world.Read(connection => connection.Sql(ToNotifySql).All(Row));

    private static bool Insert(Transaction transaction, SimulatedPayment payment) => transaction
        .Sql(InsertSql)
        .Bind(payment.Id).Bind(payment.OrderId).Bind(payment.CustomerId).Bind(payment.Amount).Bind(payment.Currency)
        .Bind((long)payment.Status).Bind(payment.Refunded).Bind(payment.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(payment.NotifyAt?.ToUnixTimeMilliseconds()).Run() == 1;

    private static SimulatedPayment? Find(Transaction transaction, string id) =>
        transaction.Sql(FindSql).Bind(id).First(Row);

    private static SimulatedPayment Row(Statement row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Number(3), row.Text(4), (SimulatedStatus)row.Number(5), row.Number(6),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(7)),
        row.NullableNumber(8) is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null);
}
