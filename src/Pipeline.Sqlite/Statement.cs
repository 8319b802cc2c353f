using SQLitePCL;

namespace Pipeline.Sqlite;

/// <summary>
/// A prepared statement: bind the parameters in order, then run or read it. It belongs to its <see cref="Connection"/> and its thread.
/// SQLitePCLRaw is used without ADO.NET, which would halve the rows per second (docs/performance.md).
/// </summary>
public sealed class Statement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    internal Statement(sqlite3 database, sqlite3_stmt statement)
    {
        _database = database;
        _statement = statement;
    }

    public Statement Bind(string? value) => Bound(
        value is null ? raw.sqlite3_bind_null(_statement, _next) : raw.sqlite3_bind_text(_statement, _next, value));

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(_statement, _next, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : Bound(raw.sqlite3_bind_null(_statement, _next));

    public Statement Bind(ReadOnlySpan<byte> value) => Bound(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, _next, 0) : raw.sqlite3_bind_blob(_statement, _next, value));

    /// <summary>Runs a statement that returns no rows, and returns how many rows it changed.</summary>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row, or default when there is none.</summary>
    public T? First<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Every row.</summary>
    public List<T> All<T>(Func<Statement, T> read)
    {
        try
        {
            var rows = new List<T>();
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NullableNumber(int column) => IsNull(column) ? null : Number(column);

    /// <summary>The text of a column that is never null; empty where a damaged file has a null after all.</summary>
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes of a blob or text column; valid until the next row.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    internal void Close() => raw.sqlite3_finalize(_statement);

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    private Statement Bound(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            var error = Connection.Error(_database, result);
            Reset();
            throw error;
        }

        _next++;
        return this;
    }

    private bool Step() => raw.sqlite3_step(_statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var result => throw Connection.Error(_database, result),
    };

    private void Reset()
    {
        _next = 1;
        _ = raw.sqlite3_reset(_statement);
    }
}
