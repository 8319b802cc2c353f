namespace Pipeline.Standalone.Audit;

/// <summary>No dead letter waits for anyone.</summary>
internal sealed class NoDeadLetters : IAuditCheck
{
    public AuditCheck Run(AuditBooks books)
    {
        var findings = new Findings();
        foreach (var open in books.Pipeline.Sql("SELECT queue, id, reason FROM dead_letters WHERE status IN ('open', 'replaying')")
            .All(row => $"{row.Text(1)} of {row.Text(0)} ({row.Text(2)})"))
        {
            findings.Add("are open", open);
        }

        return findings.ToCheck("no-dead-letters", "none open");
    }
}
