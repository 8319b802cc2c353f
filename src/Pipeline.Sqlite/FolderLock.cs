using System.Globalization;
using Pipeline.Failures;

namespace Pipeline.Sqlite;

/// <summary>Keeps a second process out of a data folder; the operating system releases it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;
    private readonly OpenFile _place;

    private FolderLock(FileStream file)
    {
        _file = file;
        _place = new OpenFile(file.Name, file.SafeFileHandle);
    }

    /// <summary>The file that is locked.</summary>
    public string FilePath => _file.Name;

    /// <summary>Whether it still keeps others out: a deleted lock file keeps out nobody.</summary>
    public bool IsInPlace() => _place.IsInPlace();

    /// <summary>Creates the folder if necessary and locks it.</summary>
    /// <exception cref="FailureException">Another process holds the lock, or the folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            var file = new FileStream(
                Path.Combine(folder, "pipeline.lock"), OwnerOnly.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return Name(folder, file);
        }
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw new FailureException(InUse(folder), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FolderFailures.Of(folder, error), error);
        }
    }

    public void Dispose() => _file.Dispose();

    // A lock that cannot be named is let go.
    private static FolderLock Name(string folder, FileStream file)
    {
        try
        {
            OwnerOnly.Tighten(file.Name);
            OwnerOnly.Tighten(PidPath(folder));
            using (var pid = new StreamWriter(PidPath(folder), OwnerOnly.Options(FileMode.Create, FileAccess.Write)))
            {
                pid.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            }

            return new FolderLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static Permanent InUse(string folder)
    {
        var pid = File.Exists(PidPath(folder)) ? $" (process {File.ReadAllText(PidPath(folder))})" : "";
        return new Permanent("data-in-use", $"Another pipeline{pid} uses {folder}. Stop it, or give this one its own folder.");
    }

    private static string PidPath(string folder) => Path.Combine(folder, "pipeline.pid");
}
