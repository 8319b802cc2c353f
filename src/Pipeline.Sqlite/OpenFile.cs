using Microsoft.Win32.SafeHandles;

namespace Pipeline.Sqlite;

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

    public void Dispose() => handle.Dispose();
}
