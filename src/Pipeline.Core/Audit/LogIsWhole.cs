namespace Pipeline.Audit;

/// <summary>Every event can be read, positions have no gaps, and what came from outside was accepted exactly once.</summary>
internal sealed class LogIsWhole : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings(books.Log.Unreadable);
        findings.AddIf(
            books.Accepted != books.Log.FromOutside,
            "count does not match",
            $"{books.Accepted} events were accepted from outside, the log has {books.Log.FromOutside}");
        return findings.ToCheck("log-is-whole", $"{books.Log.Head} events, {books.Accepted} from outside");
    }
}
