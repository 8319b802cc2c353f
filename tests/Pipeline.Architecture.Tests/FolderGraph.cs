namespace Pipeline.Architecture.Tests;

/// <summary>Folders and their references to each other.</summary>
internal sealed class FolderGraph(IEnumerable<(string From, string To, string Why)> references)
{
    private readonly Dictionary<(string From, string To), string[]> _edges = references
        .GroupBy(reference => (reference.From, reference.To))
        .ToDictionary(group => group.Key, group => group.Select(reference => reference.Why).Distinct().Order().Take(3).ToArray());

    /// <summary>The number of distinct references between folders.</summary>
    public int Count => _edges.Count;

    /// <summary>The references that are part of a cycle, each with up to three examples.</summary>
    public IReadOnlyList<string> Cycles() =>
    [
        .. _edges.Where(edge => Reaches(edge.Key.To, edge.Key.From))
            .Select(edge => $"{edge.Key.From} -> {edge.Key.To} ({string.Join(", ", edge.Value)})")
            .Order(),
    ];

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>([from]);
        while (next.TryPop(out var folder))
        {
            if (folder == to)
            {
                return true;
            }

            if (seen.Add(folder))
            {
                _edges.Keys.Where(edge => edge.From == folder).ToList().ForEach(edge => next.Push(edge.To));
            }
        }

        return false;
    }
}
