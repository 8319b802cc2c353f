using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.CosmosGateway.Metering;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests;

/// <summary>A test of the ports on a Cosmos DB of its own.</summary>
public abstract class CosmosTest : IAsyncLifetime
{
    private AzurePorts? _ports;

    internal AzurePorts Ports => _ports ?? throw new InvalidOperationException("The ports are made when the test begins.");

    protected VirtualTime Time { get; } = new();

    protected IIdGenerator Ids { get; } = new SequentialIds();

    /// <summary>The requests that a call sends.</summary>
    internal async Task<IReadOnlyList<RecordedRequest>> RequestsOfAsync(Func<Task> call)
    {
        var before = Ports.Cosmos.Requests.Count;
        await call();
        return [.. Ports.Cosmos.Requests.Skip(before)];
    }

    public async Task InitializeAsync() => _ports = await AzurePorts.CreateAsync(Time, Ids);

    public async Task DisposeAsync() => await Ports.DisposeAsync();

    /// <summary>The documents of a container, as stored.</summary>
    protected IReadOnlyList<JsonElement> Documents(string container) =>
        Ports.Cosmos.Documents(CosmosContainers.Default.Database, container);

    /// <summary>The events of a container, as the relay gets them.</summary>
    protected IEnumerable<CloudEvent> EventsOf(string container) =>
        Documents(container).Select(document => CloudEvents.FromJson(Encoding.UTF8.GetBytes(document.GetProperty("event").GetString()!)));
}
