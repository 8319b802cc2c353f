using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Log;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Operations;

/// <summary>
/// Looks for damage that nobody has met yet: the newest events at once at the start, and in the background, a minute later and then once
/// a day, every event's checksum and every page. What it finds is logged and shown in the stats; the pipeline goes on.
/// </summary>
internal sealed partial class DamageSearch(
    Database database, Workers workers, TimeProvider time, ILogger<DamageSearch> logger) : IDisposable
{
    private const int NewestEvents = 1_000;
    private const int Chunk = 200;
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<string> _found = [];
    private ITimer? _timer;
    private Task _search = Task.CompletedTask;

    /// <summary>What was found since the process started; null when nothing was.</summary>
    public IReadOnlyList<string>? Found
    {
        get
        {
            lock (_gate)
            {
                return _found.Count > 0 ? [.. _found] : null;
            }
        }
    }

    /// <summary>Checks the newest events, and everything later on.</summary>
    public void Start(long head)
    {
        using (var connection = Connection.Open(database.FilePath, readOnly: true))
        {
            CheckEvents(connection, Math.Max(0, head - NewestEvents), NewestEvents);
        }

        _timer = time.CreateTimer(_ => Begin(), null, AfterStart, Period);
    }

    /// <summary>Searches everything, in the background and on a connection of its own.</summary>
    public Task SearchAsync()
    {
        var stopping = _stopping.Token;
        return workers.RunInBackgroundAsync(() => Search(stopping));
    }

    /// <summary>Breaks off what is under way, and waits until it has ended.</summary>
    public Task StopAsync()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _stopping.Cancel();
            return _search;
        }
    }

    public void Dispose()
    {
        _ = StopAsync();
        _stopping.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_search.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _search = SearchAsync();
            }
        }
    }

    private void Search(CancellationToken stopping)
    {
        try
        {
            using var connection = Connection.Open(database.FilePath, readOnly: true);
            using var stop = stopping.Register(connection.Interrupt);
            for (long position = 0; CheckEvents(connection, position, Chunk) is { } last; position = last)
            {
                stopping.ThrowIfCancellationRequested();
            }

            // Table by table: a reader holds up the emptying of the write-ahead log for as long as it reads.
            foreach (var table in connection.Sql("SELECT name FROM sqlite_schema WHERE type = 'table'").All(row => row.Text(0)))
            {
                CheckPages(connection, table);
            }
        }
        catch (Exception error) when (error is OperationCanceledException || stopping.IsCancellationRequested)
        {
            // The engine stops; its next start searches again.
        }
        catch (StorageException error)
        {
            Report(error.Message);
        }
    }

    // The last position that was read, or null after the end.
    private long? CheckEvents(Connection connection, long after, int count)
    {
        try
        {
            var entries = connection.Sql($"SELECT {EventRows.Columns} FROM events WHERE position > ? ORDER BY position LIMIT ?")
                .Bind(after).Bind(count).All(EventRows.Read);
            foreach (var damaged in entries.Select(entry => entry.Event).OfType<DamagedEvent>())
            {
                Report(damaged.Why);
            }

            return entries.Count > 0 ? entries[^1].Position : null;
        }
        catch (StorageException error) when (error.IsDamage && !_stopping.IsCancellationRequested)
        {
            Report($"Events after position {after} of the log cannot be read: {error.Message}");
            var last = connection.Sql("SELECT max(position) FROM events").First(row => row.NullableNumber(0)) ?? 0;
            return after + count < last ? after + count : null;
        }
    }

    private void CheckPages(Connection connection, string table)
    {
        var pragma = connection.Sql("SELECT integrity_check FROM pragma_integrity_check WHERE arg = ?");
        foreach (var line in pragma.Bind(table).All(row => row.Text(0)).Where(line => line != "ok"))
        {
            Report($"{table}: {line}");
        }
    }

    private void Report(string damage)
    {
        lock (_gate)
        {
            if (_found.Contains(damage))
            {
                return;
            }

            _found.Add(damage);
        }

        LogDamage(damage);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The data is damaged: {Detail} Run audit, and restore a backup.")]
    private partial void LogDamage(string detail);
}
