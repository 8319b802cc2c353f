using System.Collections.Concurrent;
using Pipeline.Failures;

namespace Pipeline.Sqlite;

/// <summary>One SQLite file in WAL mode: one connection that writes, and as many readers as are needed at once.</summary>
public sealed class Database : IDisposable
{
    // Four times what the automatic checkpoints let it grow to; only a reader that stands still makes it longer.
    private const long LongestLog = 64 << 20;

    private readonly ConcurrentBag<Connection> _readers = [];
    private readonly string _path;
    private readonly TimeSpan? _patience;

    private Database(string path, Connection? writer, CommitMark? mark, TimeSpan? patience = null)
    {
        _path = path;
        _patience = patience;
        Writer = writer;
        Mark = mark;
    }

    public string FilePath => _path;

    /// <summary>Bytes of the write-ahead log.</summary>
    public long LogSize => new FileInfo(_path + "-wal") is { Exists: true, Length: var length } ? length : 0;

    /// <summary>The connection that writes; null when the file was opened for reading.</summary>
    internal Connection? Writer { get; }

    /// <summary>Null when a loss of power may take commits back.</summary>
    internal CommitMark? Mark { get; }

    /// <summary>Opens a file for reading and writing, creating its tables if they do not exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The first version of its tables; it runs at every start, so existing ones must not be an error.</param>
    /// <param name="durability">What a commit survives.</param>
    /// <param name="patience">How long to wait for a lock that another program holds.</param>
    /// <param name="steps">What changed since, in order; each runs once per file, counted by <c>user_version</c>.</param>
    /// <exception cref="FailureException">It cannot be used; the detail says why and what to do.</exception>
    public static Database Open(
        string path, string schema, Durability durability, TimeSpan? patience = null, IReadOnlyList<string>? steps = null)
    {
        Connection? writer = null;
        try
        {
            MakePrivate(path);
            writer = Connection.Open(path, readOnly: false, patience);
            writer.Execute("PRAGMA journal_mode = WAL");
            writer.Execute(durability == Durability.Power ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            writer.Execute("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
            writer.Execute($"PRAGMA journal_size_limit = {LongestLog}");
            if (durability == Durability.Power && CommitMark.FindLoss(path, CommitMark.Read(path), CommitCount.Of(writer)) is { } loss)
            {
                throw new FailureException(loss);
            }

            writer.Execute("BEGIN IMMEDIATE;" + schema);
            var version = (int)writer.Sql("PRAGMA user_version").First(row => row.Number(0));
            foreach (var step in (steps ?? []).Skip(version))
            {
                writer.Execute($"{step};PRAGMA user_version = {++version}");
            }

            writer.Execute(CommitCount.Table + "COMMIT");
            return new Database(path, writer, durability == Durability.Power ? CommitMark.Open(path) : null, patience);
        }
        catch (FailureException)
        {
            writer?.Dispose();
            throw;
        }
        catch (StorageException error)
        {
            writer?.Dispose();
            throw new FailureException(StorageFailures.AtOpen(path, error), error);
        }
    }

    /// <summary>Opens a file for reading only, even while another process writes to it.</summary>
    /// <exception cref="FailureException">It cannot be read; the detail says why and what to do.</exception>
    public static Database OpenForReading(string path)
    {
        try
        {
            var database = new Database(path, writer: null, mark: null);
            database.ReadOn(connection => connection.Sql("SELECT count(*) FROM sqlite_schema").First(row => row.Number(0)));
            return database;
        }
        catch (StorageException error)
        {
            throw new FailureException(StorageFailures.AtOpen(path, error), error);
        }
    }

    /// <summary>Reads what is committed, on a connection apart from the writer's.</summary>
    /// <exception cref="FailureException">It cannot be read now.</exception>
    public T Read<T>(Func<Connection, T> read)
    {
        try
        {
            return ReadOn(read);
        }
        catch (StorageException error)
        {
            throw new FailureException(StorageFailures.AtRead(error), error);
        }
    }

    /// <summary>
    /// Empties a write-ahead log that is far longer than usual, unless a reader still needs it. For the writer's thread, when it is idle:
    /// under load SQLite cuts the log by itself as soon as no reader is in its way.
    /// </summary>
    internal void ShrinkLog()
    {
        if (LogSize <= LongestLog)
        {
            return;
        }

        Writer!.SetPatience(TimeSpan.Zero);
        try
        {
            Writer.Sql("PRAGMA wal_checkpoint(TRUNCATE)").First(row => row.Number(0));
        }
        catch (StorageException)
        {
            // A full or failing disk: nothing is lost, and the next commit meets the same and says so.
        }
        finally
        {
            Writer.SetPatience(_patience);
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        Writer?.Dispose();
        Mark?.Dispose();
    }

    // SQLite gives the files beside it (-wal, -shm) the database's mode. An existing file is not opened here: closing it again would drop
    // the locks that this process holds on it.
    private static void MakePrivate(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                new FileStream(path, OwnerOnly.Options(FileMode.CreateNew, FileAccess.Write)).Dispose();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // SQLite opens it next, and says why that is impossible.
        }

        OwnerOnly.Tighten(path);
        OwnerOnly.Tighten(path + "-wal");
        OwnerOnly.Tighten(path + "-shm");
    }

    private T ReadOn<T>(Func<Connection, T> read)
    {
        var connection = _readers.TryTake(out var free) ? free : Connection.Open(_path, readOnly: true);
        try
        {
            return read(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }
}

/// <summary>What a commit survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, but not a loss of power (synchronous=NORMAL).</summary>
    Process,

    /// <summary>A loss of power (synchronous=FULL): every commit waits for the disk.</summary>
    Power,
}
