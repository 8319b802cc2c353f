using Pipeline.DeadLetters;
using Pipeline.Events;

namespace Pipeline.Audit;

/// <summary>Every event that a queue takes was handled exactly once: nothing waits, is in flight or is due for a retry.</summary>
internal sealed class QueuesAreDrained : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot snapshot)
    {
        var findings = new Findings();
        foreach (var (queue, handled, inFlight, position) in snapshot.Queues)
        {
            var taken = snapshot.Log.Types.Where(type => Routes.Default.Takes(queue, type.Key)).Select(type => type.Value).ToList();
            var last = taken.Select(type => type.Last).DefaultIfEmpty().Max();
            findings.AddIf(position < last, "queues are behind", $"{queue} (at {position}, its last event is at {last})");
            findings.AddIf(inFlight, "queues have events in flight", queue);
            var due = taken.Sum(type => type.Count) - GivenUp(snapshot, queue);
            findings.AddIf(handled != due, "queues did not handle each event once", $"{queue} ({handled} took effect, {due} were due)");
        }

        foreach (var retry in snapshot.Retries)
        {
            findings.Add("deliveries are to be tried again", retry);
        }

        return findings.ToCheck("queues-are-drained", $"{snapshot.Queues.Sum(queue => queue.Handled)} deliveries took effect");
    }

    private static int GivenUp(AuditSnapshot snapshot, string queue) =>
        snapshot.DeadLetters.Count(deadLetter => deadLetter.Queue == queue && deadLetter.Status != DeadLetterStatus.Resolved);
}
