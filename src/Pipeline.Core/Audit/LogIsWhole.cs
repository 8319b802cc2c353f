namespace Pipeline.Audit;

/// <summary>Every event can be read, positions have no gaps, and what came from outside was accepted exactly once.</summary>
internal sealed class LogIsWhole : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings(snapshot.Log.Unreadable);
        findings.AddIf(
            snapshot.Accepted != snapshot.Log.FromOutside,
            "count does not match",
            $"{snapshot.Accepted} events were accepted from outside, the log has {snapshot.Log.FromOutside}");
        return findings.ToCheck("log-is-whole", $"{snapshot.Log.Head} events, {snapshot.Accepted} from outside");
    }
}
