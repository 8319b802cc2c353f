using Pipeline.Failures;

namespace Pipeline.Sqlite;

/// <summary>Says why a folder cannot be used, by what the system says.</summary>
public static class FolderFailures
{
    private const long LeastSpace = 64 * 1024;

    private const int Enospc = 28;
    private const int Erofs = 30;
    private const int Edquot = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The failure behind an exception that a file or folder in it caused.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="error">An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    public static Failure Of(string folder, Exception error) => error switch
    {
        IOException { HResult: Enospc or Edquot or WindowsHandleDiskFull or WindowsDiskFull } => DiskFull(folder),
        IOException { HResult: Erofs } => NotWritable(
            folder, "its file system is read-only", "Mount it so that it can be written, or use another one."),
        PathTooLongException => NotWritable(folder, "its name is too long for the file system", "Use a shorter one."),
        _ when FileAbove(folder) is { } link && new FileInfo(link).LinkTarget is { } target => NotWritable(
            folder, $"{link} is a link to {target}, which is no folder", "Make that folder, or name another."),
        _ when FileAbove(folder) is { } file => NotWritable(folder, $"{file} is a file", "Name a folder."),
        _ => NotWritable(folder, error.Message, "Make it writable for this user, or use another one."),
    };

    /// <summary>Whether the disk has less space than a database needs to be opened.</summary>
    internal static bool IsDiskFull(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Directory.Exists(folder)
        && new DriveInfo(folder).AvailableFreeSpace < LeastSpace;

    internal static Transient DiskFull(string path) => new("disk-full", $"The disk of {path} is full. Free some space and start again.");

    private static Permanent NotWritable(string folder, string why, string advice) =>
        new("data-not-writable", $"{folder} cannot be written ({why.TrimEnd('.')}). {advice}");

    private static string? FileAbove(string path)
    {
        for (var above = path; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                return above;
            }
        }

        return null;
    }
}
