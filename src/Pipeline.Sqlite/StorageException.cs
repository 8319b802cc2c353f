using Pipeline.Failures;
using SQLitePCL;

namespace Pipeline.Sqlite;

/// <summary>
/// SQLite failed with the primary result code <see cref="Code"/> (sqlite.org/rescode.html). With an inner exception, something else failed.
/// </summary>
public class StorageException(int code, string message, Exception? cause = null) : Exception(message, cause)
{
    public int Code { get; } = code & 0xFF;

    /// <summary>The work may succeed later: the file is locked by another program, or the disk is full.</summary>
    public bool IsTransient => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;

    /// <summary>A part of the file is damaged, or the disk cannot read it; what lies elsewhere in the file can still be used.</summary>
    public bool IsDamage => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR;

    /// <summary>Later writes cannot be trusted: the process must end and recover from what is on disk.</summary>
    public bool IsFatal => Code
        is raw.SQLITE_INTERNAL or raw.SQLITE_IOERR or raw.SQLITE_NOTADB or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN;
}

/// <summary>A file was deleted or replaced while it was open: whatever is written now goes where nobody will find it.</summary>
public sealed class FileReplacedException(string message) : StorageException(raw.SQLITE_IOERR, message);

/// <summary>Turns storage errors into failures for whoever waits for the storage.</summary>
internal static class StorageFailures
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>The file cannot be opened.</summary>
    public static Failure AtOpen(string path, StorageException error) => error.Code switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => new Permanent(
            "data-corrupt",
            $"{path} is damaged or not a pipeline database ({error.Message}). Restore it from a backup, or use another data folder."),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new Transient(
            "data-locked", $"{path} is locked by another program. Close it (a database browser, a backup) and start again."),
        raw.SQLITE_FULL => FolderFailures.DiskFull(path),
        // The index of the write-ahead log is mapped memory, for whose lack of space SQLite has no code of its own.
        raw.SQLITE_IOERR when FolderFailures.IsDiskFull(path) => FolderFailures.DiskFull(path),
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new Permanent(
            "data-not-writable",
            $"{path} cannot be opened ({error.Message}). "
            + "Make sure that it is a file, that it and its folder can be written, or use another folder."),
        _ => new Permanent(
            "data-unusable", $"{path} cannot be used ({error.Message}). See that the disk is well and that the folder holds nothing else."),
    };

    /// <summary>A copy could not be made.</summary>
    public static Failure AtCopy(string path, string to, StorageException error) => error.Code switch
    {
        raw.SQLITE_FULL => new Transient("disk-full", $"The disk of {to} is full; nothing was left there. Free some space and try again."),
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => new Permanent(
            "data-not-writable", $"{to} cannot be written, or {path} cannot be read ({error.Message}). Make sure of both and try again."),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new Permanent(
            "data-corrupt", $"{path} is damaged, so no whole copy can be made ({error.Message}). Run audit, and restore a backup."),
        _ => new Permanent("data-unusable", $"{path} cannot be copied to {to} ({error.Message})."),
    };

    /// <summary>Something could not be read.</summary>
    public static Failure AtRead(StorageException error) => error.Code is raw.SQLITE_CORRUPT
        ? Damaged(error)
        : new Transient("storage-unreadable", $"The data cannot be read now: {error.Message}", Pause);

    /// <summary>A piece of work could not be committed; nothing of it was written.</summary>
    public static Failure AtCommit(StorageException error) => error.Code switch
    {
        raw.SQLITE_FULL => new Transient("disk-full", "The disk is full; nothing was written. Free some space.", Pause),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new Transient(
            "data-locked", "The data is locked by another program; nothing was written.", Pause),
        _ when error is FileReplacedException => new Transient("data-replaced", error.Message, Pause),
        raw.SQLITE_CORRUPT => Damaged(error),
        _ when error.IsFatal => new Transient("storage-failed", $"The storage failed and the process ends: {error.Message}", Pause),
        _ => new Permanent("storage-refused", error.Message),
    };

    private static Rejected Damaged(StorageException error) => new(
        "data-damaged", $"The part of the database that holds this is damaged ({error.Message}). Run audit, and restore a backup.");
}
