namespace Pipeline.Audit;

/// <summary>A set of positions, mostly close together: a bit for each, in pages that are made when they are needed.</summary>
public sealed class PositionSet
{
    private const int PageBits = 12;
    private const int WordBits = 6;

    private readonly Dictionary<long, ulong[]> _pages = [];

    public long Count { get; private set; }

    /// <summary>The greatest one; 0 when there is none.</summary>
    public long Last { get; private set; }

    /// <summary>Adds a position; false when it is there already.</summary>
    public bool Add(long position)
    {
        if (!_pages.TryGetValue(position >> PageBits, out var page))
        {
            _pages[position >> PageBits] = page = new ulong[1 << (PageBits - WordBits)];
        }

        ref var word = ref page[Word(position)];
        if ((word & Bit(position)) != 0)
        {
            return false;
        }

        word |= Bit(position);
        Count++;
        Last = Math.Max(Last, position);
        return true;
    }

    public bool Contains(long position) =>
        _pages.TryGetValue(position >> PageBits, out var page) && (page[Word(position)] & Bit(position)) != 0;

    /// <summary>The first position from <paramref name="from"/> on that is not in it; looked for up to a limit.</summary>
    public long NextAbsent(long from, long limit)
    {
        while (from < limit && Contains(from))
        {
            from++;
        }

        return from;
    }

    private static int Word(long position) => (int)(position & ((1 << PageBits) - 1)) >> WordBits;

    private static ulong Bit(long position) => 1UL << (int)(position & ((1 << WordBits) - 1));
}
