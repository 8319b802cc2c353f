using SQLitePCL;

namespace Pipeline.Embedded.Storage;

/// <summary>
/// SQLite said no; <see cref="Code"/> is its primary result code (sqlite.org/rescode.html). With a cause, it was not SQLite that failed.
/// </summary>
public sealed class StorageException(int code, string message, Exception? cause = null) : Exception(message, cause)
{
    public int Code { get; } = code & 0xFF;

    /// <summary>The work may succeed later: the file is locked by another program, or the disk is full.</summary>
    public bool IsTransient => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;

    /// <summary>Nothing that is written from here on can be trusted: the process must end and recover from what is on disk.</summary>
    public bool IsFatal => Code is raw.SQLITE_INTERNAL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN;
}
