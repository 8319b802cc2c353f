namespace Pipeline.Audit;

/// <summary>Collects what is wrong, with a few examples of each problem.</summary>
public sealed class Findings
{
    private const int MaxExamples = 3;

    private readonly Dictionary<string, (long Count, List<string> Examples)> _byProblem;

    public Findings() => _byProblem = [];

    /// <summary>Starts from a copy of what was found so far.</summary>
    public Findings(Findings found) => _byProblem = found._byProblem.ToDictionary(
        pair => pair.Key, pair => (pair.Value.Count, pair.Value.Examples.ToList()));

    /// <summary>Adds an example of a problem; equal problems are counted together.</summary>
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

    /// <summary>The check's result: fine, with what was checked, or everything that was found.</summary>
    public AuditCheck ToCheck(string name, string fine) => _byProblem.Count == 0
        ? new AuditCheck(name, Ok: true, fine)
        : new AuditCheck(name, Ok: false, string.Join(
            "; ", _byProblem.Select(pair => Describe(pair.Key, pair.Value.Count, pair.Value.Examples))));

    private static string Describe(string problem, long count, List<string> examples) =>
        $"{count} {problem}: {string.Join(", ", examples)}{(count > examples.Count ? ", ..." : "")}";
}
