namespace Pipeline.SimulatedDays.Disk;

/// <summary>What a disk holds of a folder's databases.</summary>
internal sealed class DiskImage(IReadOnlyDictionary<string, byte[]> files)
{
    /// <summary>Writes it into another folder, where it counts as flushed.</summary>
    public void WriteTo(string folder)
    {
        PowerLossVfs.Forget(folder);
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }
}
