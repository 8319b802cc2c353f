using Pipeline.Audit;
using Pipeline.Payments.Simulation;
using Pipeline.Sqlite;

namespace Pipeline.Standalone.Audit;

/// <summary>Reads what the simulated world remembers.</summary>
internal static class WorldBooks
{
    // What was refunded is added up from the refunds themselves.
    public static Dictionary<string, LedgerEntry> Ledger(Connection world) => world
        .Sql(
            """
            SELECT p.id, p.status, p.amount, coalesce(sum(r.amount), 0)
            FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id GROUP BY p.id
            """)
        .All(row => (
            Id: row.Text(0), Captured: row.Number(1) == (long)SimulatedStatus.Captured ? row.Number(2) : 0, Refunded: row.Number(3)))
        .ToDictionary(row => row.Id, row => new LedgerEntry(row.Captured, row.Refunded));

    public static HashSet<string> Parcels(Connection world) =>
        world.Sql("SELECT order_id FROM shipments WHERE cancelled = 0").All(row => row.Text(0)).ToHashSet(StringComparer.Ordinal);
}
