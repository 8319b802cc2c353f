namespace Pipeline.Audit;

/// <summary>
/// Every event can be read, positions have no gaps but for what is archived, and what came from outside was accepted exactly once.
/// </summary>
internal sealed class LogIsWhole : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings(snapshot.Log.Unreadable);
        findings.AddIf(
            snapshot.Accepted > snapshot.Log.FromOutside || (snapshot.Accepted < snapshot.Log.FromOutside && !snapshot.AcceptedMore),
            "count does not match",
            $"{snapshot.Accepted} events were accepted from outside, the log has {snapshot.Log.FromOutside}");
        findings.AddIf(
            snapshot.Log.Archived.Last > snapshot.Log.Head,
            "end lies in the archive",
            $"it has position {snapshot.Log.Archived.Last}, the log ends at {snapshot.Log.Head}");
        var archived = snapshot.Log.Archived.Count > 0 ? $", {snapshot.Log.Archived.Count} of them archived" : "";
        return findings.ToCheck("log-is-whole", $"{snapshot.Log.Head} events, {snapshot.Log.FromOutside} from outside{archived}");
    }
}
