using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Every queue that has a reaction, and one outside routes.json that replays payments which could not be recorded.</summary>
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
        Committer committer)
    {
        _queues = reactions.Select(reaction => Run(reaction.Queue, reaction.ReactAsync))
            .Append(Run(RecordPayment.QueueName, RecordAsync))
            .ToDictionary(queue => queue.Queue);
        _routed = [.. _queues.Values.Where(queue => queue.IsRouted)];

        QueueRunner Run(string queue, Reaction react) =>
            new(queue, react, log, Cursor.Load(database, queue), retries, settler, committer);

        async ValueTask<Result<ImmutableArray<Effect>>> RecordAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
            await recordPayment.RecordAsync(cloudEvent, cancellation) is { } failure ? failure : ImmutableArray<Effect>.Empty;
    }

    /// <summary>Every queue of routes.json has settled the log up to here.</summary>
    public long Watermark => _routed.Min(queue => queue.Watermark);

    public IReadOnlyList<QueueStats> Stats => [.. _routed.Select(queue => queue.Stats)];

    public void Start()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Start();
        }
    }

    /// <summary>Tells every queue that the log has something new.</summary>
    public void Wake()
    {
        foreach (var queue in _routed)
        {
            queue.Wake();
        }
    }

    /// <summary>Hands a retry to its queue. If this version does not serve that queue, the row waits for one that does.</summary>
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

/// <summary>What a queue does with an event: the effects that follow, or why there are none.</summary>
internal delegate ValueTask<Result<ImmutableArray<Effect>>> Reaction(CloudEvent cloudEvent, CancellationToken cancellation);
