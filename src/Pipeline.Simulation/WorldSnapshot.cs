using Pipeline.Audit;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Simulation;

/// <summary>Reads what the simulated world remembers, for the audit.</summary>
public static class WorldSnapshot
{
    /// <summary>The file's name in a data folder.</summary>
    public const string FileName = WorldDatabase.FileName;

    /// <summary>Adds it to an engine's snapshot, which stays as it is when nothing was ever simulated in that folder.</summary>
    public static AuditSnapshot AddTo(AuditSnapshot snapshot, string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return snapshot;
        }

        try
        {
            using var world = Database.OpenForReading(path);
            return world.Read(connection => snapshot with { Ledger = Ledger(connection), Parcels = Parcels(connection) });
        }
        catch (FailureException error)
        {
            var found = snapshot.Storage ?? new StoredFiles([], [], 0, 0);
            return snapshot with { Storage = found with { Problems = [.. found.Problems, $"{path}: {error.Failure.Detail}"] } };
        }
    }

    // Adds up the refunds themselves, instead of trusting the payments' own sums.
    private static Dictionary<string, LedgerEntry> Ledger(Connection world) => world
        .Sql(
            """
            SELECT p.id, p.status, p.amount, coalesce(sum(r.amount), 0)
            FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id GROUP BY p.id
            """)
        .All(row => (
            Id: row.Text(0), Captured: row.Number(1) == (long)SimulatedStatus.Captured ? row.Number(2) : 0, Refunded: row.Number(3)))
        .ToDictionary(row => row.Id, row => new LedgerEntry(row.Captured, row.Refunded));

    private static HashSet<string> Parcels(Connection world) =>
        world.Sql("SELECT order_id FROM shipments WHERE cancelled = 0").All(row => row.Text(0)).ToHashSet(StringComparer.Ordinal);
}
