using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Log;

/// <summary>The append-only log of every event. Positions are contiguous and in commit order.</summary>
public sealed class EventLog
{
    private readonly Database _database;
    private readonly Tail _tail;
    private readonly List<LogEntry> _appended = [];
    private Transaction? _current;
    private Action<IReadOnlyList<LogEntry>> _tell = _ => { };

    public EventLog(Database database)
    {
        _database = database;
        _tail = new Tail(
            database.Read(connection => connection.Sql("SELECT max(position) FROM events").First(row => row.NullableNumber(0))) ?? 0);
    }

    /// <summary>Position of the newest committed event; 0 when there is none.</summary>
    public long Head => _tail.Head;

    /// <summary>Appends an event outside any aggregate's stream; readers see it once the transaction is committed.</summary>
    internal void Append(Transaction transaction, SerializedEvent serialized) => Append(transaction, serialized, sequence: null);

    /// <summary>Appends the next event of its subject's stream.</summary>
    internal void AppendInStream(Transaction transaction, SerializedEvent serialized) =>
        Append(transaction, serialized, serialized.Event.Sequence());

    // Not read from the event: one from outside may carry a sequence without belonging to a stream.
    private void Append(Transaction transaction, SerializedEvent serialized, long? sequence)
    {
        var cloudEvent = serialized.Event;
        transaction.Sql("INSERT INTO events (type, subject, sequence, event) VALUES (?, ?, ?, ?)")
            .Bind(cloudEvent.Type).Bind(cloudEvent.Subject).Bind(sequence).Bind(serialized.Json).Run();
        if (_current != transaction)
        {
            _current = transaction;
            _appended.Clear();
            // Registered last, so that whatever else follows the commit is done by the time readers wake.
            transaction.BeforeCommit(() => transaction.AfterCommit(Publish));
        }

        _appended.Add(new LogEntry(transaction.LastInsertId(), cloudEvent));
    }

    /// <summary>Up to <paramref name="max"/> entries after a position, in order.</summary>
    internal IReadOnlyList<LogEntry> Read(long after, int max) => _tail.Read(after, max) ?? ReadFile(after, Math.Min(Head, after + max));

    /// <summary>The entry at a position, or null.</summary>
    internal LogEntry? At(long position) => Read(position - 1, 1) is [var entry] && entry.Position == position ? entry : null;

    /// <summary>How many entries after a position are of types that are taken.</summary>
    internal long CountAfter(long position, Func<string, bool> isTaken) => _database.Read(connection => connection
        .Sql("SELECT type, count(*) FROM events WHERE position > ? AND position <= ? GROUP BY type").Bind(position).Bind(Head)
        .All(row => isTaken(row.Text(0)) ? row.Number(1) : 0)).Sum();

    /// <summary>Sets whom to tell what each commit appended.</summary>
    internal void Connect(Action<IReadOnlyList<LogEntry>> tell) => _tell = tell;

    // Up to the head, not to the end of the file: what was committed just now may not be in the stores' caches yet.
    private List<LogEntry> ReadFile(long after, long last) => _database.Read(connection => connection
        .Sql("SELECT position, event FROM events WHERE position > ? AND position <= ? ORDER BY position").Bind(after).Bind(last)
        .All(row => new LogEntry(row.Number(0), CloudEvents.FromJson(row.Blob(1)))));

    private void Publish()
    {
        _appended.ForEach(_tail.Add);
        _tell(_appended);
    }
}

/// <summary>An event and its position in the log.</summary>
public readonly record struct LogEntry(long Position, CloudEvent Event);

/// <summary>An event and its JSON, serialized by the caller so that the writer's thread need not do it.</summary>
internal sealed record SerializedEvent(CloudEvent Event, byte[] Json)
{
    public static SerializedEvent Of(CloudEvent cloudEvent) => new(cloudEvent, CloudEvents.ToJson(cloudEvent));
}
