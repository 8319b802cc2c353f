using Pipeline.Events;

namespace Pipeline.Standalone.Audit;

/// <summary>Every event that a queue takes was handled exactly once: nothing waits, is under way or is to be tried again.</summary>
internal sealed class QueuesAreDrained : IAuditCheck
{
    // The embedded engine keeps the log itself and has no handler behind these.
    private static readonly string[] WithoutHandler = ["archive-events", "dead-letters"];

    public AuditCheck Run(AuditBooks books)
    {
        var findings = new Findings();
        var cursors = books.Pipeline.Sql("SELECT queue, position, length(holes), handled FROM cursors")
            .All(row => (Queue: row.Text(0), Position: row.Number(1), Holes: row.Number(2), Handled: row.Number(3)))
            .ToDictionary(cursor => cursor.Queue);
        foreach (var queue in Routes.Default.Queues.Except(WithoutHandler))
        {
            var (_, position, holes, handled) = cursors.GetValueOrDefault(queue);
            var taken = books.Log.Types.Where(type => Routes.Default.Takes(queue, type.Key)).Select(type => type.Value).ToList();
            var last = taken.Select(type => type.Last).DefaultIfEmpty().Max();
            findings.AddIf(position < last, "queues are behind", $"{queue} (at {position}, its last event is at {last})");
            findings.AddIf(holes > 0, "queues have events under way", queue);
            var due = taken.Sum(type => type.Count) - GivenUp(books, queue);
            findings.AddIf(handled != due, "queues did not handle each event once", $"{queue} ({handled} took effect, {due} were due)");
        }

        foreach (var retry in books.Pipeline.Sql("SELECT queue, reason FROM retries").All(row => $"{row.Text(0)} ({row.Text(1)})"))
        {
            findings.Add("deliveries are to be tried again", retry);
        }

        return findings.ToCheck("queues-are-drained", $"{cursors.Values.Sum(cursor => cursor.Handled)} deliveries took effect");
    }

    private static long GivenUp(AuditBooks books, string queue) => books.Pipeline
        .Sql("SELECT count(*) FROM dead_letters WHERE queue = ? AND status <> 'resolved'").Bind(queue).First(row => row.Number(0));
}
