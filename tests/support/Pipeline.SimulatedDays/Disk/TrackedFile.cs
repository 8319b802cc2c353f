namespace Pipeline.SimulatedDays.Disk;

/// <summary>
/// What a disk has of a file: what was there at its last flush, and the changes since, any of which may be on it too; and whether its
/// folder was flushed since the file got its name, or lost it.
/// </summary>
internal sealed class TrackedFile
{
    private const int Sector = 512;

    private readonly List<(long At, byte[]? Bytes)> _unsynced = [];
    private readonly TrackedFile? _before;
    private byte[] _durable;
    private int _length;
    private int _given;

    private TrackedFile(byte[] content, bool isNameDurable, TrackedFile? before)
    {
        (_durable, _length) = (content, content.Length);
        IsNameDurable = isNameDurable;
        _before = before;
    }

    public bool IsNameDurable { get; private set; }

    /// <summary>Whether it was deleted; it may come back as long as its folder is not flushed.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>A file that was on the disk before anybody looked.</summary>
    public static TrackedFile Found(byte[] content) => new(content, isNameDurable: true, before: null);

    /// <summary>A new file, which may take the name of a deleted one.</summary>
    public static TrackedFile Created(TrackedFile? before) => new([], isNameDurable: false, before);

    public void Write(long at, ReadOnlySpan<byte> bytes) => _unsynced.Add((at, bytes.ToArray()));

    // SQLite promises nothing of a file that is cut and not flushed. That the cut is lost is the harsher: what was cut off comes back.
    public void Truncate(long size) => _unsynced.Add((size, null));

    public void Sync()
    {
        for (var number = 0; number < _unsynced.Count; number++)
        {
            if (number >= _given || _unsynced[number].Bytes is null)
            {
                Apply(ref _durable, ref _length, _unsynced[number].At, _unsynced[number].Bytes);
            }
        }

        _unsynced.Clear();
        _given = 0;
    }

    // As Linux has it: what a failed flush was to write counts as written, so that no later flush writes it.
    public void FailSync() => _given = _unsynced.Count;

    public void SettleName() => IsNameDurable = true;

    /// <summary>The file of that name which may be there after a loss of power although it was deleted; null when none may.</summary>
    public TrackedFile? Delete()
    {
        if (!IsNameDurable)
        {
            return _before;
        }

        IsDeleted = true;
        return this;
    }

    /// <summary>What is there under its name after a loss of power; null when nothing is.</summary>
    public byte[]? Survives(Random dice)
    {
        if (IsDeleted)
        {
            return dice.Next(2) == 0 ? null : Content(dice);
        }

        return !IsNameDurable && dice.Next(2) == 0 ? _before?.Survives(dice) : Content(dice);
    }

    // Of changes not flushed, all may have reached the disk, or none, or some; a write in sectors. As a system has one copy of a page in
    // its memory, an older write to a place never comes over a newer one, so that any order shows as a part left out.
    private byte[] Content(Random dice)
    {
        var (content, length) = (_durable.AsSpan(0, _length).ToArray(), _length);
        var share = dice.Next(3) * 50;
        foreach (var (at, bytes) in _unsynced.Where(_ => dice.Next(100) < share))
        {
            Apply(ref content, ref length, at, bytes is { Length: > Sector } && dice.Next(4) == 0 ? Torn(at, bytes, dice) : bytes);
        }

        return content[..length];
    }

    // A sector is written whole or not at all, wherever the write begins.
    private static byte[] Torn(long at, byte[] bytes, Random dice)
    {
        var first = Sector - (int)(at % Sector);
        return bytes[..(first + (dice.Next((bytes.Length - first - 1) / Sector + 1) * Sector))];
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
