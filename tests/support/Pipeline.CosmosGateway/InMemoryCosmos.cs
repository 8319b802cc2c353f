using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Pipeline.CosmosGateway.ChangeFeed;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Faults;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway;

/// <summary>Cosmos DB in memory, for the real client in gateway mode.</summary>
public sealed class InMemoryCosmos : IDisposable
{
    // Any key works: signatures are not checked.
    private static readonly string Key = Convert.ToBase64String(new byte[64]);
    private readonly Account _account;

    /// <summary>Creates an empty account whose containers have this many physical partitions.</summary>
    /// <param name="time">The clock by which documents expire.</param>
    /// <param name="physicalPartitions">How many a container has.</param>
    /// <param name="readFactor">The cost of a read in reads of a single replica: 2 under bounded staleness.</param>
    public InMemoryCosmos(TimeProvider time, int physicalPartitions = 1, double readFactor = 1)
    {
        _account = new Account(time, physicalPartitions);
        Handler = new GatewayHandler(_account, Endpoint, Requests, Faults, readFactor);
    }

    /// <summary>The address that clients are made with.</summary>
    public Uri Endpoint { get; } = new("https://cosmos.memory/");

    /// <summary>Answers what a client sends to <see cref="Endpoint"/>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>The requests for documents that arrived, with what they cost.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>The faults that requests meet.</summary>
    public FaultPlan Faults { get; } = new();

    public CosmosClient CreateClient(Action<CosmosClientOptions>? configure = null)
    {
        var options = new CosmosClientOptions();
        Connect(options);
        configure?.Invoke(options);
        return new CosmosClient(Endpoint.ToString(), Key, options);
    }

    /// <summary>Makes the options use this gateway, whatever else they say.</summary>
    /// <param name="options">The options.</param>
    /// <param name="limitToEndpoint">
    /// When false, the client retries in another region after a lost connection, writes included, once a second for two minutes.
    /// </param>
    public void Connect(CosmosClientOptions options, bool limitToEndpoint = true)
    {
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = limitToEndpoint;
        options.HttpClientFactory = () => new HttpClient(Handler, disposeHandler: false);
    }

    /// <summary>The documents written since, in the order of their commits, as the Functions host hands them over.</summary>
    public IReadOnlyList<JsonElement> ChangesSince(string database, string container, ref long lsn)
    {
        var (documents, head) = Find(database, container).Documents.WrittenAfter(lsn);
        lsn = head;
        return [.. documents.Select(document => HostDocument.Of(document.Body))];
    }

    /// <summary>All documents of a container, as a test looks at them.</summary>
    public IReadOnlyList<JsonElement> Documents(string database, string container) =>
        [.. Find(database, container).Documents.Snapshot().Documents.Select(document => document.Body)];

    public void Dispose() => Handler.Dispose();

    private Containers.Container Find(string database, string container) =>
        _account.Container(database, container) ?? throw new ArgumentException(
            $"There is no container {container} in {database}.", nameof(container));
}
