using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Backups;

/// <summary>Copies a data folder, also while a pipeline works in it.</summary>
internal static class Backup
{
    /// <param name="data">The data folder.</param>
    /// <param name="to">Where the backup appears; a folder that exists gets one inside, named by the time.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UserErrorException">There is no backup; the message says why and what to do.</exception>
    public static BackupReport Make(string data, string to, TimeProvider time)
    {
        if (!File.Exists(BackupFolder.DatabaseOf(data)))
        {
            throw new UserErrorException($"There is no pipeline data in {data}. Name the folder with --data.", ExitCodes.Failure);
        }

        var began = time.GetTimestamp();
        var target = TargetOf(to, time);
        var unfinished = $"{target}.unfinished";
        try
        {
            OwnerOnly.CreateFolder(unfinished);
            var files = Copy(data, unfinished);
            Disk.FlushFolder(unfinished);
            Directory.Move(unfinished, target);
            Disk.FlushFolder(Path.GetDirectoryName(target)!);
            return new BackupReport(target, files, BackupFolder.CountOf(BackupFolder.DatabaseOf(target)), time.GetElapsedTime(began));
        }
        catch (FailureException error)
        {
            throw new UserErrorException(error.Failure.Detail, ExitCodes.Failure);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"No backup was made: {error.Message} Name another place with --to.", ExitCodes.Failure);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static string TargetOf(string to, TimeProvider time)
    {
        if (File.Exists(BackupFolder.DatabaseOf(to)))
        {
            throw new UserErrorException(
                $"{to} is a data folder or a backup already, and stays as it is. Name another.", ExitCodes.Failure);
        }

        if (File.Exists(to))
        {
            throw new UserErrorException($"{to} is a file, and stays as it is. A backup is a folder; name another.", ExitCodes.Failure);
        }

        var target = Directory.Exists(to)
            ? Path.Combine(to, BackupFolder.NameAt("pipeline", time))
            : to;
        return Path.Exists(target)
            ? throw new UserErrorException($"{target} exists already, and stays as it is. Name another.", ExitCodes.Failure)
            : Directory.Exists(target + ".unfinished")
                ? throw new UserErrorException(
                    $"{target}.unfinished is there: another backup is being made, or was broken off. If none is, delete it.",
                    ExitCodes.Failure)
                : target;
    }

    private static List<BackupFile> Copy(string data, string target)
    {
        var files = new List<BackupFile>();
        foreach (var name in BackupFolder.Databases.Where(name => File.Exists(Path.Combine(data, name))))
        {
            var copy = Path.Combine(target, name);
            DatabaseCopy.Make(Path.Combine(data, name), copy);
            files.Add(new BackupFile(name, new FileInfo(copy).Length));
        }

        files.AddRange(BackupFolder.CopyArchive(
            BackupFolder.ArchiveOf(data), BackupFolder.DatabaseOf(target), BackupFolder.ArchiveOf(target)));
        return files;
    }
}

/// <summary>A backup that was made.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Files">What it holds.</param>
/// <param name="End">How far it goes.</param>
/// <param name="Took">How long it took.</param>
internal sealed record BackupReport(string Folder, IReadOnlyList<BackupFile> Files, CommitCount End, TimeSpan Took);

/// <summary>A file of a backup.</summary>
internal sealed record BackupFile(string Name, long Bytes);
