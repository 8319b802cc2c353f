using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;
using Azure.Messaging;
using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.Events;
using Pipeline.Orders;

namespace Pipeline.Azure.Orders;

/// <summary>Orders in Cosmos DB; an order is one partition that holds its state and its events.</summary>
internal sealed class CosmosOrderStore(CosmosDatabase database) : IOrderStore
{
    // Needs no index: the partition key alone finds an order's few documents.
    private static readonly QueryDefinition EventsOfPartition =
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", DocumentKinds.Event);

    private readonly Documents _documents = database.Documents(CosmosContainers.Orders);
    private readonly ETags _etags = new();

    public async ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation) =>
        (await FindAsync(orderId, cancellation))?.Document.Order;

    public async Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        var batch = new DocumentBatch();
        if (expectedVersion == 0)
        {
            batch.Create(OrderDocument.Of(state), OrderDocumentJson.Default.OrderDocument);
        }
        else if (await FindETagAsync(state.OrderId, expectedVersion, cancellation) is { } etag)
        {
            batch.Replace(OrderDocument.StateId, OrderDocument.Of(state), etag, OrderDocumentJson.Default.OrderDocument);
        }
        else
        {
            return false;
        }

        var documents = events.Select(cloudEvent => OrderEventDocument.Of(state.OrderId, cloudEvent)).ToArray();
        Array.ForEach(documents, document => batch.Create(document, OrderDocumentJson.Default.OrderEventDocument));
        var (written, _) = await _documents.CommitAsync(state.OrderId, batch, cancellation);
        if (written is { IsDone: true, ETag: { } next })
        {
            _etags.Keep(state.OrderId, state.Version, next);
        }

        return written.IsDone || await IsOwnCommitAsync(documents[0], cancellation);
    }

    public async Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation)
    {
        var events = new List<OrderEventDocument>();
        await foreach (var document in _documents.QueryAsync(
            EventsOfPartition, orderId, OrderDocumentJson.Default.QueryPageOrderEventDocument, cancellation: cancellation))
        {
            events.Add(document);
        }

        return [.. events.OrderBy(document => document.Sequence).Select(document => document.Event.CloudEvent)];
    }

    // After a lost answer the SDK or the policy sends the batch again, which then conflicts with itself. The first stored event tells
    // whose commit it was.
    private async Task<bool> IsOwnCommitAsync(OrderEventDocument first, CancellationToken cancellation) =>
        await _documents.FindAsync(first.Id, first.OrderId, OrderDocumentJson.Default.OrderEventDocument, cancellation) is { } stored
        && stored.Document.Event.CloudEvent.Id == first.Event.CloudEvent.Id;

    private async Task<string?> FindETagAsync(string orderId, long version, CancellationToken cancellation) =>
        _etags.Find(orderId, version)
        ?? (await FindAsync(orderId, cancellation) is { } stored && stored.Document.Version == version ? stored.ETag : null);

    private async Task<Stored<OrderDocument>?> FindAsync(string orderId, CancellationToken cancellation)
    {
        var stored = await _documents.FindAsync(OrderDocument.StateId, orderId, OrderDocumentJson.Default.OrderDocument, cancellation);
        if (stored is not null)
        {
            _etags.Keep(orderId, stored.Document.Version, stored.ETag);
        }

        return stored;
    }
}

/// <summary>Remembers the ETags of states just read or written, so that an append need not read again.</summary>
internal sealed class ETags
{
    private const int Capacity = 4_096;

    private readonly ConcurrentDictionary<string, (long Version, string ETag)> _known = new(StringComparer.Ordinal);

    public void Keep(string orderId, long version, string etag)
    {
        // Forgetting costs one more read per order; orders are short-lived, so starting over is good enough.
        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[orderId] = (version, etag);
    }

    /// <summary>The ETag of exactly this version, or null.</summary>
    public string? Find(string orderId, long version) =>
        _known.TryGetValue(orderId, out var known) && known.Version == version ? known.ETag : null;
}

/// <summary>An order's state, in the same partition as its events.</summary>
internal sealed record OrderDocument(string Id, string OrderId, string Kind, long Version, Order Order)
{
    /// <summary>Each partition holds one state.</summary>
    public const string StateId = "state";

    public static OrderDocument Of(Order order) => new(StateId, order.OrderId, DocumentKinds.Order, order.Version, order);
}

/// <summary>An event of an order's stream. Its id is its sequence, so that no two events can take the same place.</summary>
internal sealed record OrderEventDocument(string Id, string OrderId, string Kind, long Sequence, StoredEvent Event)
{
    public static OrderEventDocument Of(string orderId, CloudEvent cloudEvent)
    {
        var sequence = cloudEvent.Sequence()
            ?? throw new ArgumentException($"Event {cloudEvent.Id} has no place in a stream.", nameof(cloudEvent));
        return new OrderEventDocument(IdOf(sequence), orderId, DocumentKinds.Event, sequence, cloudEvent);
    }

    public static string IdOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"event-{sequence:d10}");
}

/// <summary>The read model of one order; what queries filter by is stored beside the view.</summary>
internal sealed record OrderViewDocument(string Id, string CustomerId, string OrderId, string Status, long Version, OrderView View)
{
    public static OrderViewDocument Of(OrderView view) =>
        new(view.OrderId, view.CustomerId, view.OrderId, view.Status.Name(), view.Version, view);
}

/// <summary>Source-generated JSON of the orders' documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(OrderEventDocument))]
[JsonSerializable(typeof(QueryPage<OrderEventDocument>))]
[JsonSerializable(typeof(OrderViewDocument))]
[JsonSerializable(typeof(QueryPage<OrderViewDocument>))]
internal sealed partial class OrderDocumentJson : JsonSerializerContext;
