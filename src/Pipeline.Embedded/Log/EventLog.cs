using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
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

    /// <exception cref="FailureException">The log does not end where the last commit says.</exception>
    public EventLog(Database database)
    {
        _database = database;
        var (end, counted) = database.Read(connection => (
            connection.Sql("SELECT max(position) FROM events").First(row => row.NullableNumber(0)) ?? 0,
            CommitCount.Of(connection).Position));
        // Files of earlier versions counted no positions.
        if (counted > 0 && end != counted)
        {
            throw new FailureException(new Permanent(
                "data-corrupt", $"The event log ends at position {end}, but its last commit says {counted}. Restore a backup."));
        }

        _tail = new Tail(end);
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
        if (_current != transaction)
        {
            _current = transaction;
            _appended.Clear();
            // Registered last, so that whatever else follows the commit is done by the time readers wake.
            transaction.BeforeCommit(() => transaction.AfterCommit(Publish));
        }

        var (cloudEvent, position) = (serialized.Event, Head + _appended.Count + 1);
        transaction.Sql("INSERT INTO events (position, type, subject, sequence, event, checksum) VALUES (?, ?, ?, ?, ?, ?)")
            .Bind(position).Bind(cloudEvent.Type).Bind(cloudEvent.Subject).Bind(sequence).Bind(serialized.Json)
            .Bind(EventRows.ChecksumOf(position, serialized.Json)).Run();
        transaction.Reach(position);
        _appended.Add(new LogEntry(position, cloudEvent));
    }

    /// <summary>Up to <paramref name="max"/> entries after a position, in order.</summary>
    internal IReadOnlyList<LogEntry> Read(long after, int max) => _tail.Read(after, max) ?? ReadFile(after, max);

    /// <summary>The entry at a position, or null.</summary>
    internal LogEntry? At(long position) => Read(position - 1, 1) is [var entry] && entry.Position == position ? entry : null;

    /// <summary>How many entries after a position are of types that are taken.</summary>
    internal long CountAfter(long position, Func<string, bool> isTaken)
    {
        try
        {
            return _database.Read(connection => connection
                .Sql("SELECT type, count(*) FROM events WHERE position > ? AND position <= ? GROUP BY type").Bind(position).Bind(Head)
                .All(row => isTaken(row.Text(0)) ? row.Number(1) : 0)).Sum();
        }
        catch (FailureException error) when (error.InnerException is StorageException { IsDamage: true })
        {
            return CountSlowly(position, isTaken);
        }
    }

    /// <summary>Sets whom to tell what each commit appended.</summary>
    internal void Connect(Action<IReadOnlyList<LogEntry>> tell) => _tell = tell;

    // Up to the head, not to the end of the file: what was committed just now may not be in the stores' caches yet.
    private List<LogEntry> ReadFile(long after, int max)
    {
        var head = Head;
        try
        {
            return _database.Read(connection => connection
                .Sql($"SELECT {EventRows.Columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?")
                .Bind(after).Bind(head).Bind(max).All(EventRows.Read));
        }
        catch (FailureException error) when (error.InnerException is StorageException { IsDamage: true })
        {
            // One by one: a damaged page costs the events that lie on it.
            var entries = new List<LogEntry>();
            for (var position = after + 1; position <= head && entries.Count < max; position++)
            {
                entries.AddRange(ReadOne(position));
            }

            return entries;
        }
    }

    private long CountSlowly(long position, Func<string, bool> isTaken)
    {
        var count = 0L;
        while (ReadFile(position, 1_000) is { Count: > 0 } entries)
        {
            count += entries.Count(entry => isTaken(entry.Event.Type) || entry.Event is DamagedEvent { IsOfUnknownType: true });
            position = entries[^1].Position;
        }

        return count;
    }

    private List<LogEntry> ReadOne(long position)
    {
        try
        {
            return _database.Read(connection => connection
                .Sql($"SELECT {EventRows.Columns} FROM events WHERE position = ?").Bind(position).All(EventRows.Read));
        }
        catch (FailureException error) when (error.InnerException is StorageException { IsDamage: true } damage)
        {
            return [new LogEntry(position, DamagedEvent.At(position, null, null, damage.Message))];
        }
    }

    private void Publish()
    {
        _appended.ForEach(_tail.Add);
        _tell(_appended);
    }
}

/// <summary>An event and its position in the log.</summary>
public readonly record struct LogEntry(long Position, CloudEvent Event)
{
    /// <summary>Whether a queue takes it. One that is damaged beyond its type is given to every queue, since it may be for any.</summary>
    internal bool IsFor(string queue) => Routes.Default.Takes(queue, Event.Type) || Event is DamagedEvent { IsOfUnknownType: true };
}

/// <summary>An event and its JSON, serialized by the caller so that the writer's thread need not do it.</summary>
internal sealed record SerializedEvent(CloudEvent Event, byte[] Json)
{
    public static SerializedEvent Of(CloudEvent cloudEvent) => new(cloudEvent, CloudEvents.ToJson(cloudEvent));
}

/// <summary>The newest entries of the log in memory: queues that keep up never read the file.</summary>
internal sealed class Tail(long head)
{
    private const int Capacity = 8_192;

    private readonly Lock _gate = new();
    private readonly LogEntry[] _ring = new LogEntry[Capacity];
    private long _first = head + 1;
    private long _head = head;

    public long Head => Interlocked.Read(ref _head);

    public void Add(LogEntry entry)
    {
        lock (_gate)
        {
            _ring[entry.Position % Capacity] = entry;
            _first = Math.Max(_first, entry.Position - Capacity + 1);
            Interlocked.Exchange(ref _head, entry.Position);
        }
    }

    /// <summary>Up to <paramref name="max"/> entries after a position, or null when they have left memory.</summary>
    public IReadOnlyList<LogEntry>? Read(long after, int max)
    {
        lock (_gate)
        {
            if (after + 1 < _first)
            {
                return null;
            }

            var entries = new LogEntry[Math.Clamp(_head - after, 0, max)];
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i] = _ring[(after + 1 + i) % Capacity];
            }

            return entries;
        }
    }
}
