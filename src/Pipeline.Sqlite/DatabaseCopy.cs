using Pipeline.Failures;

namespace Pipeline.Sqlite;

/// <summary>A whole copy of a database as it was at one moment, taken while others write to it.</summary>
public static class DatabaseCopy
{
    /// <summary>
    /// Copies a database. SQLite's online backup starts over at each commit of another process, so under load it never ends; VACUUM INTO
    /// reads one moment, and other readers and the writer go on.
    /// </summary>
    /// <param name="path">The database; a pipeline may be writing it.</param>
    /// <param name="to">Where the copy appears, whole and on the disk; there must be no file.</param>
    /// <exception cref="FailureException">There is no copy; the detail says why and what to do.</exception>
    /// <exception cref="IOException">As before.</exception>
    public static void Make(string path, string to)
    {
        var unfinished = to + ".unfinished";
        try
        {
            Remove(unfinished);
            using (var connection = Connection.Open(path, readOnly: true))
            {
                connection.Execute($"VACUUM INTO '{unfinished.Replace("'", "''", StringComparison.Ordinal)}'");
            }

            OwnerOnly.Tighten(unfinished);
            // SQLite syncs no copy.
            Disk.FlushFile(unfinished);
            File.Move(unfinished, to);
            Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
        }
        catch (StorageException error)
        {
            throw new FailureException(StorageFailures.AtCopy(path, to, error), error);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
