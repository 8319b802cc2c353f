namespace Pipeline.Sqlite;

/// <summary>
/// Makes files and folders that only their owner can use: they hold orders, addresses and secrets. On Windows they inherit the access list
/// of the folder they are in.
/// </summary>
public static class OwnerOnly
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a folder, and those above it, unless they exist. One that exists keeps its mode: its owner may have opened it to others on
    /// purpose.
    /// </summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // .NET gives the mode to the last folder only.
            if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is { } above)
            {
                CreateFolder(above);
            }

            Directory.CreateDirectory(path, FolderRights);
        }
    }

    /// <summary>Options to open a file with, so that it is private from its first moment if it is created.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileRights;
        }

        return options;
    }

    /// <summary>Takes group and others the rights to a file of an earlier version, if it exists and is this user's.</summary>
    public static void Tighten(string file) => Take(file, FileRights, File.Exists);

    /// <summary>Does the same for a folder that the pipeline itself made.</summary>
    public static void TightenFolder(string folder) => Take(folder, FolderRights, Directory.Exists);

    private static void Take(string path, UnixFileMode allowed, Func<string, bool> exists)
    {
        if (OperatingSystem.IsWindows() || !exists(path))
        {
            return;
        }

        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~allowed) != 0)
            {
                File.SetUnixFileMode(path, mode & allowed);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's file, or a file system without modes (a share): its rights are the business of whoever lent it.
        }
    }
}
