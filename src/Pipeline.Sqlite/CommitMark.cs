using System.Buffers.Binary;
using System.IO.Hashing;
using Pipeline.Failures;

namespace Pipeline.Sqlite;

/// <summary>How far a database has come: its commits are counted, and work may tell a position of its own with each.</summary>
public readonly record struct CommitCount(long Number, long Position)
{
    internal const string Table = """
        CREATE TABLE IF NOT EXISTS commits (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, position INTEGER NOT NULL);
        INSERT OR IGNORE INTO commits VALUES (1, 0, 0);
        """;

    /// <summary>What the database itself has counted; zero in one that does not count yet.</summary>
    public static CommitCount Of(Connection connection) =>
        connection.Sql("SELECT 1 FROM sqlite_schema WHERE name = 'commits'").First(row => row.Number(0)) == 1
            ? connection.Sql("SELECT number, position FROM commits").First(row => new CommitCount(row.Number(0), row.Number(1)))
            : default;
}

/// <summary>
/// A file beside the database that says which commit was acknowledged last. It is written after each commit and not synced: it outlives
/// the process, so that a write-ahead log that was cut or removed since is noticed. After a loss of power it may be behind, never ahead.
/// </summary>
public sealed class CommitMark : IDisposable
{
    private const int Size = 24;

    private readonly FileStream _file;

    private CommitMark(FileStream file) => _file = file;

    /// <summary>Where the mark of a database lies.</summary>
    public static string PathOf(string database) => Path.ChangeExtension(database, ".mark");

    /// <summary>Why a database is not what was acknowledged, or null. The mark of a running pipeline is to be read first.</summary>
    public static Failure? FindLoss(string database, CommitCount? acknowledged, CommitCount found) =>
        acknowledged is { } marked && marked.Number > found.Number
            ? new Permanent(
                "data-lost-tail",
                $"{database} ends with commit {found.Number} (event {found.Position}), but commit {marked.Number} (event {marked.Position})"
                + " was acknowledged: its write-ahead log was cut or removed, or an older copy was put in its place. Put the missing file "
                + $"back, or restore a newer backup. To go on without what is missing, delete {PathOf(database)} and start again.")
            : null;

    /// <summary>What was acknowledged; null when there is no mark, or none that can be read: it is no part of the data.</summary>
    public static CommitCount? Read(string database)
    {
        var path = PathOf(database);
        if (!File.Exists(path))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Size];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, bytes, 0) == Size
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) == XxHash3.HashToUInt64(bytes[..16])
                ? new CommitCount(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]))
                : null;
    }

    internal static CommitMark Open(string database)
    {
        var path = PathOf(database);
        OwnerOnly.Tighten(path);
        try
        {
            return new CommitMark(new FileStream(
                path, OwnerOnly.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FolderFailures.Of(Path.GetDirectoryName(Path.GetFullPath(path))!, error), error);
        }
    }

    internal void Write(CommitCount count)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], count.Position);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], XxHash3.HashToUInt64(bytes[..16]));
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, 0);
        }
        catch (IOException)
        {
            // What it guards against is rarer than a disk that fails here; a mark that is behind raises no false alarm.
        }
    }

    public void Dispose() => _file.Dispose();
}
