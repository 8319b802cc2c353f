using Pipeline.Audit;
using Pipeline.DeadLetters;
using Pipeline.Email;
using Pipeline.Embedded.Inventory;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Audit;

/// <summary>Reads what the audit needs of the embedded engine: its file and the mail folder. The world outside is read elsewhere.</summary>
public static class SqliteSnapshot
{
    private const int Chunk = 5_000;

    // The embedded engine keeps the log itself and has no handler behind these.
    private static readonly string[] WithoutHandler = ["archive-events", "dead-letters"];

    /// <param name="path">The engine's file. It is only read, and a pipeline may be writing it.</param>
    /// <param name="mailFolder">Where the e-mails are.</param>
    /// <exception cref="Failures.FailureException">The file cannot be read.</exception>
    public static AuditSnapshot Read(string path, string mailFolder)
    {
        using var database = Database.OpenForReading(path);
        return database.Read(connection => ReadAtOnce(connection, mailFolder));
    }

    // One transaction, so that everything is read as it was at one moment.
    private static AuditSnapshot ReadAtOnce(Connection pipeline, string mailFolder)
    {
        pipeline.Execute("BEGIN");
        try
        {
            return Read(pipeline, mailFolder);
        }
        finally
        {
            pipeline.Execute("COMMIT");
        }
    }

    private static AuditSnapshot Read(Connection pipeline, string mailFolder) => new()
    {
        Log = ReadLog(pipeline),
        Accepted = pipeline.Sql("SELECT count(*) FROM inbox").First(row => row.Number(0)),
        Orders = pipeline.Sql("SELECT order_id, state FROM orders").All(row => new StoredOrder(row.Text(0), row.Blob(1).ToArray())),
        Sagas = pipeline.Sql("SELECT saga_id, definition, phase FROM sagas")
            .All(row => new StoredSaga(row.Text(0), row.Text(1), SagaPhases.Parse(row.Text(2))!.Value)),
        Views = pipeline.Sql("SELECT order_id, version, status FROM order_views")
            .All(row => new StoredView(row.Text(0), row.Number(1), OrderStatuses.Parse(row.Text(2))!.Value)),
        Stock = pipeline.Sql("SELECT sku, on_hand, reserved, received FROM stock")
            .All(row => new StoredStock(row.Text(0), row.Number(1), row.Number(2), row.Number(3))),
        Reservations = pipeline.Sql("SELECT order_id, status, items FROM reservations")
            .All(row => new StoredReservation(row.Text(0), (ReservationStatus)row.Number(1), [.. ReservedItems.Read(row.Text(2))])),
        Queues = ReadQueues(pipeline),
        Retries = pipeline.Sql("SELECT queue, reason FROM retries").All(row => $"{row.Text(0)} ({row.Text(1)})"),
        DeadLetters = pipeline.Sql("SELECT id, queue, reason, status FROM dead_letters")
            .All(row => new StoredDeadLetter(row.Text(0), row.Text(1), row.Text(2), DeadLetterStatuses.Parse(row.Text(3))!.Value)),
        Counters = pipeline.Sql("SELECT name, value FROM counters").All(row => (Name: row.Text(0), Value: row.Number(1)))
            .ToDictionary(counter => counter.Name, counter => counter.Value),
        Mails = ReadMails(mailFolder),
        NameOfMail = EmlPath.Of,
        Ledger = new Dictionary<string, LedgerEntry>(),
        Parcels = null,
    };

    private static LogTally ReadLog(Connection connection)
    {
        var tally = new LogTally();
        for (var read = Chunk; read == Chunk;)
        {
            read = connection.Sql("SELECT position, event FROM events WHERE position > ? ORDER BY position LIMIT ?")
                .Bind(tally.Head).Bind(Chunk).All(row => Add(tally, row)).Count;
        }

        return tally;
    }

    private static bool Add(LogTally tally, Statement row)
    {
        tally.Add(row.Number(0), row.Blob(1));
        return true;
    }

    private static List<QueueProgress> ReadQueues(Connection pipeline)
    {
        var cursors = pipeline.Sql("SELECT queue, position, length(holes), handled FROM cursors")
            .All(row => new QueueProgress(row.Text(0), Handled: row.Number(3), InFlight: row.Number(2) > 0, Position: row.Number(1)))
            .ToDictionary(cursor => cursor.Queue);
        return [.. Routes.Default.Queues.Except(WithoutHandler)
            .Select(queue => cursors.GetValueOrDefault(queue) ?? new QueueProgress(queue, Handled: 0, InFlight: false, Position: 0))];
    }

    private static HashSet<string> ReadMails(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path[0] != '.')
            .ToHashSet(StringComparer.Ordinal)
        : [];
}
