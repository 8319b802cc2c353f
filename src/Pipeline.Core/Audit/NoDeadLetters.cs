using Pipeline.DeadLetters;

namespace Pipeline.Audit;

/// <summary>Every dead letter is resolved.</summary>
internal sealed class NoDeadLetters : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        foreach (var deadLetter in snapshot.DeadLetters.Where(deadLetter => deadLetter.Status != DeadLetterStatus.Resolved))
        {
            findings.Add("are open", $"{deadLetter.Id} of {deadLetter.Queue} ({deadLetter.Reason})");
        }

        return findings.ToCheck("no-dead-letters", "none open");
    }
}
