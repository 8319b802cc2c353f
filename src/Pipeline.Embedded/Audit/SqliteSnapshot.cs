using Pipeline.Audit;
using Pipeline.DeadLetters;
using Pipeline.Email;
using Pipeline.Embedded.Archive;
using Pipeline.Embedded.Inventory;
using Pipeline.Embedded.Sagas;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Audit;

/// <summary>Reads what the audit needs of the embedded engine: its file and the mail folder. The world outside is read elsewhere.</summary>
public static class SqliteSnapshot
{
    // The embedded engine keeps the log itself and has no handler behind these.
    private static readonly string[] WithoutHandler = ["archive-events", "dead-letters"];

    /// <param name="path">The engine's file. It is only read, and a pipeline may be writing it.</param>
    /// <param name="mailFolder">Where the e-mails are.</param>
    /// <exception cref="Failures.FailureException">Nothing of the file can be read.</exception>
    public static AuditSnapshot Read(string path, string mailFolder)
    {
        var acknowledged = CommitMark.Read(path);
        using var database = Database.OpenForReading(path);
        return database.Read(connection => ReadAtOnce(connection, path, acknowledged, mailFolder));
    }

    // One transaction, so that everything is read as it was at one moment.
    private static AuditSnapshot ReadAtOnce(Connection pipeline, string path, CommitCount? acknowledged, string mailFolder)
    {
        pipeline.Execute("BEGIN");
        try
        {
            var file = new AuditedFile(pipeline);
            file.CheckPages();
            if (CommitMark.FindLoss(path, acknowledged, CommitCount.Of(pipeline)) is { } loss)
            {
                file.Note(loss.Detail);
            }

            return Read(file, ArchiveFolder.Of(path), mailFolder) with { Storage = file.Found };
        }
        finally
        {
            pipeline.Execute("COMMIT");
        }
    }

    // Each row's first column names it when it is damaged.
    private static AuditSnapshot Read(AuditedFile file, string archive, string mailFolder) => new()
    {
        Log = file.ReadLog(archive),
        Accepted = file.Number("inbox", "SELECT count(*) FROM inbox") + (Forgotten(file) ?? 0),
        AcceptedMore = Forgotten(file) is null,
        Orders = file.Rows("orders", "SELECT order_id, state FROM orders",
            row => new StoredOrder(row.Text(0), row.Blob(1).ToArray())),
        Sagas = file.Rows("sagas", "SELECT saga_id, definition, phase, state FROM sagas",
            row => SagaPhases.Parse(row.Text(2)) is { } phase && SagaRow.ReadState(row.Blob(3)) is not null
                ? new StoredSaga(row.Text(0), row.Text(1), phase)
                : null),
        Views = file.Rows("order_views", "SELECT order_id, version, status, view FROM order_views",
            row => OrderStatuses.Parse(row.Text(2)) is { } status && StoredJson.Read(row.Blob(3), OrderJson.Default.OrderView) is not null
                ? new StoredView(row.Text(0), row.Number(1), status)
                : null),
        Stock = file.Rows("stock", "SELECT sku, on_hand, reserved, received FROM stock",
            row => new StoredStock(row.Text(0), row.Number(1), row.Number(2), row.Number(3))),
        Reservations = file.Rows("reservations", "SELECT order_id, status, items FROM reservations",
            row => Enum.IsDefined((ReservationStatus)row.Number(1)) && ReservedItems.Read(row.Text(2)) is { } items
                ? new StoredReservation(row.Text(0), (ReservationStatus)row.Number(1), items)
                : null),
        Queues = ReadQueues(file),
        Retries = file.Rows("retries", "SELECT queue, reason FROM retries", row => $"{row.Text(0)} ({row.Text(1)})"),
        DeadLetters = file.Rows("dead_letters", "SELECT id, queue, reason, status FROM dead_letters",
            row => DeadLetterStatuses.Parse(row.Text(3)) is { } status
                ? new StoredDeadLetter(row.Text(0), row.Text(1), row.Text(2), status)
                : null),
        Counters = file.Rows("counters", "SELECT name, value FROM counters", row => Tuple.Create(row.Text(0), row.Number(1)))
            .DistinctBy(counter => counter.Item1).ToDictionary(counter => counter.Item1, counter => counter.Item2),
        Mails = ReadMails(mailFolder),
        NameOfMail = EmlPath.Of,
        Ledger = new Dictionary<string, LedgerEntry>(),
        Parcels = null,
    };

    private static long? Forgotten(AuditedFile file) => file.Has("forgotten")
        ? file.Rows("forgotten", "SELECT inbox FROM forgotten", row => Tuple.Create(row.NullableNumber(0))).FirstOrDefault()?.Item1
        : null;

    private static List<QueueProgress> ReadQueues(AuditedFile file)
    {
        var cursors = file.Rows("cursors", "SELECT queue, position, length(holes), handled FROM cursors",
                row => new QueueProgress(row.Text(0), Handled: row.Number(3), InFlight: row.Number(2) > 0, Position: row.Number(1)))
            .DistinctBy(cursor => cursor.Queue).ToDictionary(cursor => cursor.Queue);
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
