using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>Changes that take effect together; reads see them at once.</summary>
internal sealed class Transaction(DocumentSet documents, Container container, long now)
{
    private readonly List<Change> _changes = [];

    public IReadOnlyCollection<Change> Changes => _changes;

    public Container Container => container;

    /// <summary>The time in seconds since 1970, as documents carry it.</summary>
    public long Now => now;

    public Document? Find(PartitionKeyValue key, string id)
    {
        var change = _changes.Find(change => change.Id == id && change.Key == key);
        return change is null ? documents.Find(key, id) : change.Document;
    }

    public void Put(Document document) => Set(new Change(document.Key, document.Id, document));

    public void Remove(Document document) => Set(new Change(document.Key, document.Id, null));

    public void Abandon() => _changes.Clear();

    private void Set(Change change)
    {
        _changes.RemoveAll(former => former.Id == change.Id && former.Key == change.Key);
        _changes.Add(change);
    }
}
