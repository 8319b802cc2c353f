using Pipeline.Embedded.Engine;
using Pipeline.Embedded.Log;
using Pipeline.Operations;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Every queue that has a reaction, and the one outside routes.json that replays payments which could not be recorded.</summary>
internal sealed class QueueSet : IDisposable
{
    private readonly Dictionary<string, QueueRunner> _queues;
    private readonly QueueRunner[] _routed;

    public QueueSet(
        IEnumerable<IReaction> reactions,
        RecordPayment recordPayment,
        Database database,
        EventLog log,
        Retries retries,
        Settler settler,
        Committer committer,
        Admission admission)
    {
        _queues = reactions.Append(recordPayment).ToDictionary(
            reaction => reaction.Queue,
            reaction => new QueueRunner(reaction, log, Cursor.Load(database, reaction.Queue), retries, settler, committer));
        _routed = [.. _queues.Values.Where(queue => queue.IsRouted)];
        admission.Watermark = () => _routed.Min(queue => queue.Watermark);
    }

    public IReadOnlyList<QueueStats> Stats => [.. _routed.Select(queue => queue.Stats)];

    public void Start()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Start();
        }
    }

    /// <summary>Hands a retry to its queue; one of a queue that this version does not serve is kept for a version that does.</summary>
    public Task RedeliverAsync(string queue, Delivery delivery) =>
        _queues.TryGetValue(queue, out var known) ? known.PostAsync(delivery) : Task.CompletedTask;

    public Task StopAsync(CancellationToken patience) => Task.WhenAll(_queues.Values.Select(queue => queue.StopAsync(patience)));

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }
}
