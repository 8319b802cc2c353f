namespace Pipeline.Standalone.Audit;

/// <summary>Every event can be read, positions have no gaps, and what came from outside was accepted exactly once.</summary>
internal sealed class LogIsWhole : IAuditCheck
{
    public AuditCheck Run(AuditBooks books)
    {
        var accepted = books.Pipeline.Sql("SELECT count(*) FROM inbox").First(row => row.Number(0));
        books.Log.Unreadable.AddIf(
            accepted != books.Log.FromOutside,
            "count does not match",
            $"{accepted} events were accepted from outside, the log has {books.Log.FromOutside}");
        return books.Log.Unreadable.ToCheck("log-is-whole", $"{books.Log.Head} events, {accepted} from outside");
    }
}
