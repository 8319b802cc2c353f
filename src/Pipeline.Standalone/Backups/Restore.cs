using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Backups;

/// <summary>Puts a backup in place of a data folder's content, which is moved aside and never deleted.</summary>
internal static class Restore
{
    private const string Suffix = ".restoring";

    /// <param name="from">The backup; the caller has checked it.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="replace">Whether to move aside what is there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UserErrorException">Nothing was restored; the message says why and what to do.</exception>
    public static RestoreReport Run(string from, string data, bool replace, TimeProvider time)
    {
        try
        {
            using var taken = FolderLock.Take(data);
            var there = EndOf(data);
            if (there is not null && !replace)
            {
                throw new UserErrorException(
                    $"{data} holds data already ({Name(there)}). Add --replace to move it aside, or name another folder with --data.",
                    ExitCodes.Failure);
            }

            CopyIn(from, data);
            var aside = Path.Combine(data, BackupFolder.NameAt("replaced", time));
            var moved = Exchange(data, aside);
            return new RestoreReport(
                BackupFolder.CountOf(BackupFolder.DatabaseOf(data)), there, moved ? aside : null);
        }
        catch (FailureException error)
        {
            throw new UserErrorException(error.Failure.Detail, ExitCodes.Failure);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The backup could not be put in place: {error.Message} Run it again.", ExitCodes.Failure);
        }
    }

    /// <summary>What a moment of a log is called.</summary>
    public static string Name(CommitCount? end) => end is { Number: > 0 } known
        ? $"it ends with event {known.Position}, commit {known.Number}"
        : end is { } old ? $"it ends with event {old.Position}" : "it holds nothing";

    // What was acknowledged counts, even if the database has lost it or cannot be read any more.
    private static CommitCount? EndOf(string data)
    {
        var database = BackupFolder.DatabaseOf(data);
        var acknowledged = CommitMark.Read(database);
        try
        {
            var stored = File.Exists(database) ? BackupFolder.CountOf(database) : (CommitCount?)null;
            return stored?.Number < acknowledged?.Number ? acknowledged : stored ?? acknowledged;
        }
        catch (FailureException)
        {
            return acknowledged ?? new CommitCount(0, 0);
        }
    }

    // Whatever takes time and space is done before anything that is there is touched.
    private static void CopyIn(string from, string data)
    {
        foreach (var name in BackupFolder.Databases.Where(name => File.Exists(Path.Combine(from, name))))
        {
            // Not the file alone: where it lies beside its write-ahead log, as in a plain copy of a data folder, the log is the newer part.
            var copy = Path.Combine(data, name + Suffix);
            File.Delete(copy);
            DatabaseCopy.Make(Path.Combine(from, name), copy);
        }

        var archive = BackupFolder.ArchiveOf(data) + Suffix;
        if (Directory.Exists(archive))
        {
            Directory.Delete(archive, recursive: true);
        }

        _ = BackupFolder.CopyArchive(BackupFolder.ArchiveOf(from), BackupFolder.DatabaseOf(from), archive).ToList();
    }

    // Broken off at any point, nothing is lost: a log leaves before its database, since SQLite deletes one that has none; the pipeline's
    // database comes in last, when the world's books are there; and the mark goes at the very end, until when a start is refused.
    private static bool Exchange(string data, string aside)
    {
        var mark = Path.GetFileName(CommitMark.PathOf(BackupFolder.DatabaseOf(data)));
        var old = BackupFolder.Databases.SelectMany(name => new[] { name + "-wal", name + "-shm", name }).Append(mark)
            .Where(name => File.Exists(Path.Combine(data, name))).ToList();
        var archive = BackupFolder.ArchiveOf(data);
        var hadArchive = Directory.Exists(archive);
        if (old.Count > 0 || hadArchive)
        {
            OwnerOnly.CreateFolder(aside);
        }

        Move(old.Where(name => name != mark), data, aside);
        if (hadArchive)
        {
            Directory.Move(archive, BackupFolder.ArchiveOf(aside));
        }

        if (Directory.Exists(archive + Suffix))
        {
            Directory.Move(archive + Suffix, archive);
        }

        foreach (var name in BackupFolder.Databases.Reverse().Where(name => File.Exists(Path.Combine(data, name + Suffix))))
        {
            File.Move(Path.Combine(data, name + Suffix), Path.Combine(data, name));
        }

        Disk.FlushFolder(data);
        Move(old.Where(name => name == mark), data, aside);
        Disk.FlushFolder(data);
        return old.Count > 0 || hadArchive;
    }

    private static void Move(IEnumerable<string> names, string from, string to)
    {
        foreach (var name in names)
        {
            File.Move(Path.Combine(from, name), Path.Combine(to, name));
        }
    }
}

/// <summary>A backup that was put in place.</summary>
/// <param name="End">How far it goes.</param>
/// <param name="Before">How far what was there went; null when there was nothing.</param>
/// <param name="Aside">Where that lies now; null when there was nothing.</param>
internal sealed record RestoreReport(CommitCount End, CommitCount? Before, string? Aside);
