namespace Pipeline.SimulatedDays.Disk;

/// <summary>What a disk has of a file: what was there at its last flush, and the changes since, any of which may be on it too.</summary>
internal sealed class TrackedFile(byte[] content, bool isNew)
{
    private const int Sector = 512;

    private readonly List<(long At, byte[]? Bytes)> _unsynced = [];
    private byte[] _durable = content;
    private int _length = content.Length;
    private bool _wasSynced = !isNew;

    public void Write(long at, ReadOnlySpan<byte> bytes) => _unsynced.Add((at, bytes.ToArray()));

    public void Truncate(long size) => _unsynced.Add((size, null));

    public void Sync()
    {
        _unsynced.ForEach(change => Apply(ref _durable, ref _length, change.At, change.Bytes));
        _unsynced.Clear();
        _wasSynced = true;
    }

    /// <summary>What is there after a loss of power; null when the file itself is not.</summary>
    public byte[]? Survives(Random dice)
    {
        if (!_wasSynced && dice.Next(2) == 0)
        {
            return null;
        }

        var (content, length) = (_durable.AsSpan(0, _length).ToArray(), _length);
        // Of changes not flushed, all may have reached the disk, or none, or some; a write in sectors.
        var share = dice.Next(3) * 50;
        foreach (var (at, bytes) in _unsynced.Where(_ => dice.Next(100) < share))
        {
            var part = bytes is { Length: > Sector } && dice.Next(4) == 0 ? bytes[..(dice.Next(1, bytes.Length / Sector) * Sector)] : bytes;
            Apply(ref content, ref length, at, part);
        }

        return content[..length];
    }

    private static void Apply(ref byte[] content, ref int length, long at, byte[]? bytes)
    {
        var end = (int)at + (bytes?.Length ?? 0);
        if (content.Length < end)
        {
            Array.Resize(ref content, Math.Max(end, content.Length * 2));
        }

        if (bytes is null)
        {
            content.AsSpan(Math.Min(end, length)).Clear();
            length = end;
            return;
        }

        bytes.CopyTo(content, at);
        length = Math.Max(length, end);
    }
}

/// <summary>What a disk holds of a folder's databases.</summary>
internal sealed class DiskImage(IReadOnlyDictionary<string, byte[]> files)
{
    /// <summary>Writes it into another folder.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }
}
