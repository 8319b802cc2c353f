using System.Diagnostics;

namespace Pipeline.Testing;

/// <summary>A folder on a small file system of its own, which can be full or read-only. Only root can mount one.</summary>
public sealed class MountedFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="kilobytes">The size of the file system.</param>
    public MountedFolder(int kilobytes) => Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path);

    /// <summary>Why none can be made here, or null.</summary>
    public static string? WhyNot { get; } = Try();

    public string Path => _folder.Path;

    /// <summary>Leaves only so many kilobytes free.</summary>
    public void Fill(int free)
    {
        var space = new DriveInfo(Path).AvailableFreeSpace - (free * 1024L);
        File.WriteAllBytes(System.IO.Path.Combine(Path, "filling"), new byte[space]);
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    /// <summary>Makes a file read-only even for root.</summary>
    /// <param name="file">A file in the folder; unmounted with it.</param>
    public static IDisposable MakeReadOnly(string file)
    {
        Run("mount", "--bind", file, file);
        Run("mount", "-o", "remount,bind,ro", file);
        return new Unmounting(file);
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "Only root on Linux can mount a file system.";
        }

        try
        {
            new MountedFolder(64).Dispose();
            return null;
        }
        catch (InvalidOperationException error)
        {
            return $"No file system can be mounted here: {error.Message}";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error);
        }
    }

    private sealed class Unmounting(string path) : IDisposable
    {
        public void Dispose() => Run("umount", path);
    }
}
