using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>The documents of a container: by key, and by the order of their last writes.</summary>
internal sealed class DocumentSet(Container container, TimeProvider time)
{
    private static readonly Comparer<Document> ByOrder = Comparer<Document>.Create((a, b) => a.Order.CompareTo(b.Order));
    private readonly Lock _lock = new();
    private readonly Dictionary<PartitionKeyValue, SortedDictionary<long, Document>> _partitions = [];
    private readonly Dictionary<(PartitionKeyValue Key, string Id), Document> _documents = [];
    private readonly SortedSet<Document> _feed = new(ByOrder);
    private PriorityQueue<Document, long> _expiries = new();
    private long _lsn;
    private long _order;

    /// <summary>Runs work that sees one state and changes all or nothing.</summary>
    public T Transact<T>(Func<Transaction, T> work)
    {
        lock (_lock)
        {
            var now = Expire();
            var transaction = new Transaction(this, container, now);
            var result = work(transaction);
            Commit(transaction.Changes);
            return result;
        }
    }

    public Document? Find(PartitionKeyValue key, string id) => _documents.GetValueOrDefault((key, id));

    /// <summary>The documents of one logical partition, or of all, in the order of their creation.</summary>
    public (IReadOnlyList<Document> Documents, long Lsn) Snapshot(PartitionKeyValue? key = null)
    {
        lock (_lock)
        {
            Expire();
            return (key is null
                ? [.. _documents.Values.OrderBy(document => document.Number)]
                : _partitions.TryGetValue(key, out var partition) ? [.. partition.Values] : [], _lsn);
        }
    }

    /// <summary>The documents written after a commit, in the order of their last writes.</summary>
    public (IReadOnlyList<Document> Documents, long Lsn) WrittenAfter(long lsn)
    {
        lock (_lock)
        {
            Expire();
            return ([.. _feed.Reverse().TakeWhile(document => document.Lsn > lsn).Reverse()], _lsn);
        }
    }

    public long Lsn
    {
        get
        {
            lock (_lock)
            {
                return _lsn;
            }
        }
    }

    /// <summary>Plans expiry again, after the container's time to live changed.</summary>
    public void Reschedule()
    {
        lock (_lock)
        {
            _expiries = new PriorityQueue<Document, long>();
            foreach (var document in _documents.Values)
            {
                Schedule(document);
            }
        }
    }

    private void Commit(IReadOnlyCollection<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        _lsn++;
        foreach (var change in changes)
        {
            if (Find(change.Key, change.Id) is { } former)
            {
                Remove(former);
            }

            if (change.Document is { } document)
            {
                Add(document with { Lsn = _lsn, Order = ++_order });
            }
        }
    }

    private void Add(Document document)
    {
        _documents.Add((document.Key, document.Id), document);
        _feed.Add(document);
        if (!_partitions.TryGetValue(document.Key, out var partition))
        {
            _partitions.Add(document.Key, partition = []);
        }

        partition.Add(document.Number, document);
        Schedule(document);
    }

    private void Remove(Document document)
    {
        _documents.Remove((document.Key, document.Id));
        _feed.Remove(document);
        var partition = _partitions[document.Key];
        partition.Remove(document.Number);
        if (partition.Count == 0)
        {
            _partitions.Remove(document.Key);
        }
    }

    private void Schedule(Document document)
    {
        if (container.Settings.DefaultTtl is { } usual && (document.Ttl ?? usual) is > 0 and var ttl)
        {
            _expiries.Enqueue(document, document.Ts + ttl);
        }
    }

    private long Expire()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        while (_expiries.TryPeek(out var document, out var at) && at <= now)
        {
            _expiries.Dequeue();
            // A version that was written over meanwhile has an expiry of its own.
            if (ReferenceEquals(Find(document.Key, document.Id), document))
            {
                Remove(document);
            }
        }

        return now;
    }
}
