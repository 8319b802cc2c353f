namespace Pipeline.Sqlite;

/// <summary>
/// Port: files beside a database. Each step that a loss of power can come after is a call of its own: what was written is not on the disk
/// before it is flushed, and a name not before its folder is.
/// </summary>
public interface IFiles
{
    bool Exists(string path);

    /// <summary>Creates a folder that only its owner can use, unless it exists; the one above it must.</summary>
    void CreateFolder(string path);

    bool FolderExists(string path);

    /// <summary>Writes a whole file that only its owner can use, replacing one of that name.</summary>
    /// <exception cref="IOException">It may be there in part.</exception>
    void Write(string path, byte[] content);

    /// <summary>How many bytes a file has; 0 when there is none.</summary>
    long LengthOf(string path);

    /// <summary>Cuts a file that only its owner can use, or makes one, and writes on from there.</summary>
    /// <exception cref="IOException">It may be there in part.</exception>
    void WriteFrom(string path, long start, byte[] content);

    /// <summary>Waits until what was written to a file is on the disk.</summary>
    /// <exception cref="IOException">It may not be.</exception>
    void Flush(string path);

    /// <summary>Gives a file another name, replacing one that has it.</summary>
    void Rename(string from, string to);

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    void FlushFolder(string path);
}

/// <summary>The files of this machine.</summary>
public sealed class DiskFiles : IFiles
{
    public bool Exists(string path) => File.Exists(path);

    public void CreateFolder(string path) => OwnerOnly.CreateFolder(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    public void Write(string path, byte[] content)
    {
        using var file = new FileStream(path, OwnerOnly.Options(FileMode.Create, FileAccess.Write, FileShare.None));
        file.Write(content);
    }

    public long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    public void WriteFrom(string path, long start, byte[] content)
    {
        using var file = new FileStream(path, OwnerOnly.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read));
        file.SetLength(start);
        file.Position = start;
        file.Write(content);
    }

    public void Flush(string path) => Disk.FlushFile(path);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void FlushFolder(string path) => Disk.FlushFolder(path);
}
