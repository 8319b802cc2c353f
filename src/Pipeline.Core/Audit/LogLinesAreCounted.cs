using Pipeline.Reactions;

namespace Pipeline.Audit;

/// <summary>The counters of log lines are exactly the log.line events.</summary>
internal sealed class LogLinesAreCounted : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        var counters = snapshot.Counters
            .Where(counter => counter.Key.StartsWith(CountLogLine.CounterPrefix, StringComparison.Ordinal))
            .ToDictionary(counter => counter.Key[CountLogLine.CounterPrefix.Length..], counter => counter.Value);
        foreach (var level in counters.Keys.Union(snapshot.Log.LogLines.Keys))
        {
            var (counted, logged) = (counters.GetValueOrDefault(level), snapshot.Log.LogLines.GetValueOrDefault(level));
            findings.AddIf(counted != logged, "counters are wrong", $"{level} ({counted} counted, {logged} events)");
        }

        return findings.ToCheck("log-lines-are-counted", $"{counters.Values.Sum()} lines");
    }
}
