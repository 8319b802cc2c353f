using Microsoft.Win32.SafeHandles;

namespace Pipeline.Sqlite;

/// <summary>
/// Notices that the database, its write-ahead log or the folder's lock was deleted or replaced while the process runs. For the writer's
/// thread, after a commit; it costs some microseconds.
/// </summary>
internal sealed class FilesInPlace(Database database, FolderLock? folderLock) : IDisposable
{
    // Of the four bytes that begin a write-ahead log; the last tells the byte order of its checksums.
    private static readonly byte[] LogHeader = [0x37, 0x7F, 0x06];

    private readonly string _log = database.FilePath + "-wal";
    private OpenFile? _openLog;
    private bool _logHadHeader;

    /// <summary>What is no longer in its place, or null.</summary>
    public FileReplacedException? FindMoved()
    {
        if (database.Writer!.HasMoved())
        {
            return Lost(database.FilePath);
        }

        // A write-ahead log is there from the first transaction to the last connection's end.
        _openLog ??= OpenFile.Find(_log);
        if (_openLog?.IsInPlace() != true)
        {
            return Lost(_log);
        }

        if (IsLogCut())
        {
            return new FileReplacedException(
                $"{_log} was cut while the pipeline ran; nothing was acknowledged since. What was only in it is lost: restore a backup, "
                + "and start again.");
        }

        return folderLock?.IsInPlace() == false
            ? new FileReplacedException(
                $"{folderLock.FilePath} was deleted or replaced while the pipeline ran, so that a second one may use its data. "
                + "Make sure that none does, and start again.")
            : null;
    }

    public void Dispose() => _openLog?.Dispose();

    // SQLite goes on writing where it was, so that what was cut off becomes a hole at the beginning.
    private bool IsLogCut()
    {
        var hasHeader = _openLog!.BeginsWith(LogHeader);
        var isCut = _logHadHeader && hasHeader == false;
        _logHadHeader |= hasHeader == true;
        return isCut;
    }

    private FileReplacedException Lost(string path) => new(
        $"{path} was deleted or replaced while the pipeline ran; nothing was acknowledged since. {Rescue()}");

    // Only this process can still read what the deleted file holds.
    private string Rescue()
    {
        var copy = Path.ChangeExtension(database.FilePath, ".rescued.db");
        if (File.Exists(copy) && new FileInfo(copy).Length > 0)
        {
            return $"{copy} is there from an earlier time, and was left as it is. Put it or a backup in place, and start again.";
        }

        try
        {
            // The folder itself may be gone.
            OwnerOnly.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(copy))!);
            // SQLite writes into an empty file that is there, and leaves it its owner's alone.
            new FileStream(copy, OwnerOnly.Options(FileMode.Create, FileAccess.Write)).Dispose();
            database.Writer!.Execute($"VACUUM INTO '{copy.Replace("'", "''", StringComparison.Ordinal)}'");
            return $"All that it held is saved as {copy}. Move that to {database.FilePath}, remove -wal and -shm, and start again.";
        }
        catch (Exception error) when (error is StorageException or IOException or UnauthorizedAccessException)
        {
            return $"What it held could not be saved ({error.Message}). Restore a backup, and start again.";
        }
    }
}

/// <summary>A file that must stay where it was opened. Not for a database: closing a second handle would drop SQLite's locks.</summary>
internal sealed class OpenFile(string path, SafeFileHandle handle) : IDisposable
{
    /// <summary>Opens a file that another part of the process writes; null when it is not there.</summary>
    public static OpenFile? Find(string path) => File.Exists(path)
        ? new OpenFile(path, File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete))
        : null;

    /// <summary>
    /// Whether the path still leads to the opened file. .NET does not tell a file's identity; length and time of the last write tell a
    /// copy apart as soon as the original is written to.
    /// </summary>
    public bool IsInPlace()
    {
        var there = new FileInfo(path);
        return there.Exists
            && there.Length == RandomAccess.GetLength(handle)
            && there.LastWriteTimeUtc == File.GetLastWriteTimeUtc(handle);
    }

    /// <summary>Whether the file begins so; null when it is empty.</summary>
    public bool? BeginsWith(ReadOnlySpan<byte> bytes)
    {
        Span<byte> found = stackalloc byte[bytes.Length];
        var read = RandomAccess.Read(handle, found, 0);
        return read == 0 ? null : found[..read].SequenceEqual(bytes);
    }

    public void Dispose() => handle.Dispose();
}
