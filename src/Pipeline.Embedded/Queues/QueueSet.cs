using System.Collections.Frozen;
using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
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
    private readonly FrozenDictionary<string, QueueRunner[]> _takers;
    private readonly QueueRunner[] _ofOrders;

    public QueueSet(
        IEnumerable<IReaction> reactions,
        RecordPayment recordPayment,
        Database database,
        EventLog log,
        Retries retries,
        Settler settler,
        Committer committer,
        Workers workers)
    {
        _queues = reactions.Select(reaction => Run(reaction.Queue, reaction.ReactAsync))
            .Append(Run(RecordPayment.QueueName, RecordAsync))
            .ToDictionary(queue => queue.Queue);
        _routed = [.. _queues.Values.Where(queue => queue.IsRouted)];
        _takers = EventCatalog.All.Select(entry => entry.FullType).ToFrozenDictionary(
            type => type, type => _routed.Where(queue => Routes.Default.Takes(queue.Queue, type)).ToArray());
        _ofOrders = [.. EventCatalog.All.Where(entry => entry.IsOfOrder).SelectMany(entry => _takers[entry.FullType]).Distinct()];

        QueueRunner Run(string queue, Reaction react)
        {
            var cursor = Cursor.Load(database, queue).ThrowIfImpossible(log.Head);
            return new QueueRunner(queue, Guard(queue, react), log, cursor, retries, settler, committer, workers);
        }

        // No reaction sees an event that cannot be read, nor one that turns out to be for others once it can.
        static Reaction Guard(string queue, Reaction react) => (cloudEvent, cancellation) =>
            cloudEvent is DamagedEvent damaged ? new(damaged.Failure)
            : Routes.Default.Queues.Contains(queue) && !Routes.Default.Takes(queue, cloudEvent.Type) ? new(ImmutableArray<Effect>.Empty)
            : react(cloudEvent, cancellation);

        async ValueTask<Result<ImmutableArray<Effect>>> RecordAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
            await recordPayment.RecordAsync(cloudEvent, cancellation) is { } failure ? failure : ImmutableArray<Effect>.Empty;
    }

    public IReadOnlyList<QueueStats> Stats => [.. _routed.Select(queue => queue.Stats)];

    public void Start()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Start();
        }
    }

    /// <summary>
    /// How many events wait in the slowest queue that the work goes through which begins with an event of this type: an order's goes
    /// through every queue that takes an order's events, any other through those that take the event itself.
    /// </summary>
    public long LagOf(string eventType) =>
        (EventCatalog.Find(eventType) is { IsOfOrder: true } ? _ofOrders : _takers[eventType]).Max(queue => (long?)queue.Lag) ?? 0;

    /// <summary>Tells every queue that the log has something new.</summary>
    public void Appended(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var queue in _takers[entry.Event.Type])
            {
                queue.Expect();
            }
        }

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
