namespace Pipeline.Audit;

/// <summary>Gathers what is wrong, keeping a few examples of each kind.</summary>
public sealed class Findings
{
    private const int MaxExamples = 3;

    private readonly Dictionary<string, (long Count, List<string> Examples)> _byProblem;

    public Findings() => _byProblem = [];

    /// <summary>Goes on from what was found so far, and leaves that as it is.</summary>
    public Findings(Findings found) => _byProblem = found._byProblem.ToDictionary(
        pair => pair.Key, pair => (pair.Value.Count, pair.Value.Examples.ToList()));

    /// <summary>Notes that something has a problem; those with the same problem are counted together.</summary>
    public void Add(string problem, string example)
    {
        var (count, examples) = _byProblem.TryGetValue(problem, out var known) ? known : (0, []);
        if (examples.Count < MaxExamples)
        {
            examples.Add(example);
        }

        _byProblem[problem] = (count + 1, examples);
    }

    public void AddIf(bool wrong, string problem, string example)
    {
        if (wrong)
        {
            Add(problem, example);
        }
    }

    /// <summary>The check's result: fine, with what was looked at, or everything that was found.</summary>
    public AuditCheck ToCheck(string name, string fine) => _byProblem.Count == 0
        ? new AuditCheck(name, Ok: true, fine)
        : new AuditCheck(name, Ok: false, string.Join(
            "; ", _byProblem.Select(pair => Describe(pair.Key, pair.Value.Count, pair.Value.Examples))));

    private static string Describe(string problem, long count, List<string> examples) =>
        $"{count} {problem}: {string.Join(", ", examples)}{(count > examples.Count ? ", ..." : "")}";
}
