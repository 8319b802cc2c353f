using Pipeline.DeadLetters;

namespace Pipeline.Audit;

/// <summary>No dead letter waits for anyone.</summary>
internal sealed class NoDeadLetters : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        foreach (var letter in books.DeadLetters.Where(letter => letter.Status != DeadLetterStatus.Resolved))
        {
            findings.Add("are open", $"{letter.Id} of {letter.Queue} ({letter.Reason})");
        }

        return findings.ToCheck("no-dead-letters", "none open");
    }
}
