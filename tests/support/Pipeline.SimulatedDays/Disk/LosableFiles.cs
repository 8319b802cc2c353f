using Pipeline.Sqlite;

namespace Pipeline.SimulatedDays.Disk;

/// <summary>
/// The files beside the database, in memory: content that was not flushed, and names whose folder was not, may be lost with the power.
/// </summary>
internal sealed class LosableFiles : IFiles
{
    private readonly SortedDictionary<string, Content> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Content> _durableNames = new(StringComparer.Ordinal);

    /// <summary>Gives what writing or flushing a file fails with; null when it does not.</summary>
    public Func<string, Exception?>? Fault { get; set; }

    /// <summary>Called when a file got its name, as whole ones do.</summary>
    public Action? Renamed { get; set; }

    /// <summary>Every file that is whole.</summary>
    public IEnumerable<string> Files => _names.Where(name => name.Value is { IsFolder: false, IsWhole: true }).Select(name => name.Key);

    public bool Exists(string path) => _names.TryGetValue(path, out var found) && !found.IsFolder;

    public bool FolderExists(string path) => (_names.TryGetValue(path, out var found) && found.IsFolder) || Directory.Exists(path);

    public void CreateFolder(string path) => _names.TryAdd(path, new Content(IsFolder: true) { IsFlushed = true });

    public void Write(string path, byte[] content)
    {
        // Of the same file, if one has that name: what was in it is gone.
        if (!_names.TryGetValue(path, out var written))
        {
            _names[path] = written = new Content(IsFolder: false);
        }

        (written.IsWhole, written.IsFlushed, written.IsGiven) = (false, false, false);
        ThrowIfFaulty(path);
        written.IsWhole = true;
    }

    public long LengthOf(string path) => _names.TryGetValue(path, out var found) ? found.Bytes.Length : 0;

    public void WriteFrom(string path, long start, byte[] content)
    {
        if (!_names.TryGetValue(path, out var written))
        {
            _names[path] = written = new Content(IsFolder: false);
        }

        (written.IsFlushed, written.IsGiven, written.Bytes) = (false, false, written.Bytes[..(int)start]);
        ThrowIfFaulty(path);
        written.Bytes = [.. written.Bytes, .. content];
    }

    /// <summary>Writes the files below a folder that were written in pieces where others can read them.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (path, content) in _names.Where(name => name.Value.Bytes.Length > 0 && Path.GetDirectoryName(name.Key) == folder))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, content.Bytes);
        }
    }

    public void Flush(string path)
    {
        var flushed = Find(path);
        try
        {
            ThrowIfFaulty(path);
        }
        catch (IOException)
        {
            // As Linux has it: what a failed flush was to write counts as written, so that no later flush writes it.
            flushed.IsGiven = true;
            throw;
        }

        if (!flushed.IsGiven)
        {
            (flushed.IsFlushed, flushed.Flushed) = (true, flushed.Bytes);
        }
    }

    public void Rename(string from, string to)
    {
        _names[to] = Find(from);
        _names.Remove(from);
        Renamed?.Invoke();
    }

    public void FlushFolder(string path)
    {
        ThrowIfFaulty(path);
        foreach (var name in _durableNames.Keys.Concat(_names.Keys).Where(name => Path.GetDirectoryName(name) == path).ToHashSet())
        {
            Settle(name, isThere: _names.ContainsKey(name));
        }
    }

    /// <summary>What is there after the power was lost: of each name and content that was not flushed, dice say.</summary>
    public LosableFiles AfterPowerLoss(Random dice)
    {
        var after = new LosableFiles();
        foreach (var name in _durableNames.Keys.Concat(_names.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var survivor = _names.TryGetValue(name, out var now) == _durableNames.TryGetValue(name, out var durable) && now == durable
                ? now
                : dice.Next(2) == 0 ? now : durable;
            var isReachable = Path.GetDirectoryName(name) is { } folder && (after._names.ContainsKey(folder) || Directory.Exists(folder));
            if (survivor is not null && isReachable)
            {
                var bytes = survivor.Survive(dice);
                after._names[name] = after._durableNames[name] = survivor with
                {
                    Bytes = bytes,
                    Flushed = bytes,
                    IsWhole = survivor.IsWhole && (survivor.IsFlushed || dice.Next(2) == 0),
                    IsFlushed = true,
                    IsGiven = false,
                };
            }
        }

        return after;
    }

    /// <summary>What is there after the process was killed: everything.</summary>
    public LosableFiles AfterKill() => this;

    /// <summary>The same files in another folder.</summary>
    public LosableFiles MovedTo(string from, string to)
    {
        var moved = new LosableFiles();
        Move(_names, moved._names);
        Move(_durableNames, moved._durableNames);
        return moved;

        void Move(SortedDictionary<string, Content> names, SortedDictionary<string, Content> into)
        {
            foreach (var (name, content) in names)
            {
                into[name.Replace(from, to, StringComparison.Ordinal)] = content;
            }
        }
    }

    private void Settle(string name, bool isThere)
    {
        if (isThere)
        {
            _durableNames[name] = _names[name];
        }
        else
        {
            _durableNames.Remove(name);
        }
    }

    private Content Find(string path) => _names.GetValueOrDefault(path) ?? throw new FileNotFoundException("There is no such file.", path);

    private void ThrowIfFaulty(string path)
    {
        if (Fault?.Invoke(path) is { } fault)
        {
            throw fault;
        }
    }

    // One content under two names, as after a rename that is not flushed, is one file.
    private sealed record Content(bool IsFolder)
    {
        public bool IsFlushed { get; set; }

        public bool IsWhole { get; set; } = true;

        public bool IsGiven { get; set; }

        public byte[] Bytes { get; set; } = [];

        public byte[] Flushed { get; set; } = [];

        // Of what was not flushed, any part: with a hole where a block is missing.
        public byte[] Survive(Random dice)
        {
            if (IsFlushed || Bytes.Length == 0)
            {
                return Bytes;
            }

            var safe = Bytes.AsSpan().CommonPrefixLength(Flushed);
            var survivor = dice.Next(2) == 0 ? Flushed : Bytes[..dice.Next(safe, Bytes.Length + 1)];
            if (survivor.Length > safe && dice.Next(2) == 0)
            {
                survivor = [.. survivor];
                survivor.AsSpan(dice.Next(safe, survivor.Length)).Clear();
            }

            return survivor;
        }
    }
}
