using Pipeline.DeadLetters;
using Pipeline.Events;

namespace Pipeline.Audit;

/// <summary>Every event that a queue takes was handled exactly once: nothing waits, is under way or is to be tried again.</summary>
internal sealed class QueuesAreDrained : IAuditCheck
{
    public AuditCheck Run(AuditSnapshot books)
    {
        var findings = new Findings();
        foreach (var (queue, handled, underWay, position) in books.Queues)
        {
            var taken = books.Log.Types.Where(type => Routes.Default.Takes(queue, type.Key)).Select(type => type.Value).ToList();
            var last = taken.Select(type => type.Last).DefaultIfEmpty().Max();
            findings.AddIf(position < last, "queues are behind", $"{queue} (at {position}, its last event is at {last})");
            findings.AddIf(underWay, "queues have events under way", queue);
            var due = taken.Sum(type => type.Count) - GivenUp(books, queue);
            findings.AddIf(handled != due, "queues did not handle each event once", $"{queue} ({handled} took effect, {due} were due)");
        }

        foreach (var retry in books.Retries)
        {
            findings.Add("deliveries are to be tried again", retry);
        }

        return findings.ToCheck("queues-are-drained", $"{books.Queues.Sum(queue => queue.Handled)} deliveries took effect");
    }

    private static int GivenUp(AuditSnapshot books, string queue) =>
        books.DeadLetters.Count(letter => letter.Queue == queue && letter.Status != DeadLetterStatus.Resolved);
}
