using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Pipeline.Sqlite;

/// <summary>One SQLite connection with its prepared statements, for one thread at a time.</summary>
public sealed partial class Connection : IDisposable
{
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED

    private readonly sqlite3 _database;
    private readonly Dictionary<string, Statement> _statements = new(ReferenceComparer.Instance);

    static Connection() => Batteries_V2.Init();

    private Connection(sqlite3 database) => _database = database;

    /// <summary>Opens a file, creating it if it does not exist unless <paramref name="readOnly"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether the file must exist and is only read.</param>
    /// <param name="patience">How long to wait for a lock that another program holds; five seconds unless given.</param>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static Connection Open(string path, bool readOnly, TimeSpan? patience = null)
    {
        var flags = (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE) | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var database, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var error = Error(database, result);
            raw.sqlite3_close_v2(database);
            throw error;
        }

        // SQLite opens for reading what it may not write, and fails at the first change.
        if (!readOnly && raw.sqlite3_db_readonly(database, "main") == 1)
        {
            raw.sqlite3_close_v2(database);
            throw new StorageException(raw.SQLITE_READONLY, "the file may not be written");
        }

        var connection = new Connection(database);
        connection.SetPatience(patience);
        return connection;
    }

    /// <summary>The statement of a SQL text, prepared on first use. The text must be a constant: the cache compares references.</summary>
    public Statement Sql(string constant)
    {
        if (!_statements.TryGetValue(constant, out var statement))
        {
            var result = raw.sqlite3_prepare_v3(_database, constant, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
            if (result != raw.SQLITE_OK)
            {
                throw Error(_database, result);
            }

            statement = new Statement(_database, prepared);
            _statements.Add(constant, statement);
        }

        return statement;
    }

    /// <summary>Runs a script of statements without parameters.</summary>
    /// <exception cref="StorageException">A statement failed.</exception>
    public void Execute(string script)
    {
        var result = raw.sqlite3_exec(_database, script);
        if (result != raw.SQLITE_OK)
        {
            throw Error(_database, result);
        }
    }

    /// <summary>Breaks off whatever another thread runs on this connection.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_database);

    /// <summary>How long to wait for a lock that another program or connection holds; five seconds unless given.</summary>
    internal void SetPatience(TimeSpan? patience) =>
        _ = raw.sqlite3_busy_timeout(_database, (int)(patience ?? TimeSpan.FromSeconds(5)).TotalMilliseconds);

    /// <summary>The row id of the latest insert.</summary>
    internal long LastInsertId() => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Whether the path that was opened leads to another file by now, or to none. Windows lets nobody move an open file.</summary>
    internal bool HasMoved()
    {
        var moved = 0;
        return FileControl(_database, "main", HasMovedOperation, ref moved) == raw.SQLITE_OK && moved != 0;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        raw.sqlite3_close_v2(_database);
    }

    internal static StorageException Error(sqlite3 database, int result) =>
        new(result, $"SQLite error {result}: {raw.sqlite3_errmsg(database).utf8_to_string()}");

    // SQLitePCLRaw has no method for it.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(sqlite3 database, string name, int operation, ref int argument);

    private sealed class ReferenceComparer : IEqualityComparer<string>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
