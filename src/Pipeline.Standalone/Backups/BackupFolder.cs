using System.Globalization;
using Pipeline.Embedded;
using Pipeline.Embedded.Archive;
using Pipeline.Simulation;
using Pipeline.Sqlite;

namespace Pipeline.Standalone.Backups;

/// <summary>What a backup holds: a data folder without its mails, so that <c>audit --data</c> reads it too.</summary>
internal static class BackupFolder
{
    /// <summary>The databases, in the order in which they are copied: what the world did before the first is in the second.</summary>
    public static IReadOnlyList<string> Databases { get; } = [Path.GetFileName(new DataOptions().DatabasePath), WorldSnapshot.FileName];

    /// <summary>The name of a folder that is made now.</summary>
    public static string NameAt(string what, TimeProvider time) =>
        $"{what}-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss'Z'", CultureInfo.InvariantCulture)}";

    public static string DatabaseOf(string folder) => Path.Combine(folder, Databases[0]);

    /// <summary>The archive of a data folder or a backup.</summary>
    public static string ArchiveOf(string folder) => ArchiveFolder.Of(DatabaseOf(folder));

    /// <summary>
    /// Copies what a copied database has of its archive: each file up to where it counts, so that what is archived meanwhile is no part of
    /// the copy. What is missing or short is left for the audit to tell.
    /// </summary>
    public static IEnumerable<BackupFile> CopyArchive(string from, string database, string to)
    {
        foreach (var (name, length) in ArchiveFolder.FilesOf(database).Where(file => File.Exists(Path.Combine(from, file.Key))))
        {
            OwnerOnly.CreateFolder(to);
            var path = Path.Combine(to, name);
            using var source = new FileStream(Path.Combine(from, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new FileStream(path, OwnerOnly.Options(FileMode.Create, FileAccess.Write));
            source.CopyTo(copy);
            if (copy.Length > length)
            {
                copy.SetLength(length);
            }

            copy.Flush(flushToDisk: true);
            yield return new BackupFile(Path.GetRelativePath(Path.GetDirectoryName(to)!, path), copy.Length);
        }

        if (Directory.Exists(to))
        {
            Disk.FlushFolder(to);
        }
    }

    /// <summary>How far a database has come.</summary>
    public static CommitCount CountOf(string database)
    {
        using var opened = Database.OpenForReading(database);
        return opened.Read(connection => CommitCount.Of(connection) with
        {
            // Files of earlier versions counted no positions.
            Position = connection.Sql("SELECT coalesce(max(position), 0) FROM events").First(row => row.Number(0)),
        });
    }
}
