using System.Net;
using System.Text.Json;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Audit;
using Pipeline.Azure.Cosmos;
using Pipeline.AzurePath.TaskHub;
using Pipeline.Compliance.Flows;
using Pipeline.CosmosGateway;
using Pipeline.EventGridEndpoint;
using Pipeline.Functions.Sagas;
using Pipeline.Identity;
using Pipeline.Operations;
using Pipeline.Sagas;

namespace Pipeline.AzurePath;

/// <summary>
/// The whole Azure path in one process: the functions of the app, the real Cosmos DB client on the gateway in memory, change feeds, the
/// relay, the real Event Grid client on the loopback endpoint, the routes, a broker in memory, and the orchestrators on a task hub in
/// memory. Nothing runs by itself: each step is taken in <see cref="StepAsync"/>, so that every run is the same.
/// </summary>
public sealed class AzureBench : IPipelineBench
{
    public const string SigningSecret = "whsec_of-the-bench-and-of-nobody-else";

    private const int MaxSteps = 5_000;

    /// <summary>The order that is placed here: two of SKU-1 for 32.00 USD.</summary>
    internal static readonly byte[] OrderBody =
        """
        {"customerId":"c-1","email":"a@example.com","currency":"USD",
         "lines":[{"sku":"SKU-1","quantity":2,"unitPrice":1250}],"tax":200,"shippingFee":500}
        """u8.ToArray();

    private readonly Dictionary<string, long> _fed = [];
    private readonly bool _ownsGrid;
    private ServiceProvider _services;
    private FunctionCaller _functions;

    private AzureBench(LoopbackEventGrid grid, bool ownsGrid)
    {
        (Grid, _ownsGrid) = (grid, ownsGrid);
        // Reads cost what they do on an account of bounded staleness, which the Bicep makes.
        Cosmos = new InMemoryCosmos(World.Time, physicalPartitions: 2, readFactor: 2);
        Broker = new Broker(World.Time);
        _services = StandIns.Compose(this, _ => { });
        _functions = new FunctionCaller(_services);
        Hub = new TestOrchestrations(World.Time)
            .AddOrchestrators()
            .Activity<SagaAct, SagaOutcome>(RunSagaActivity.Name, RunActivityAsync);
        grid.OnAccepted = events =>
        {
            foreach (var cloudEvent in events)
            {
                Broker.Route(cloudEvent);
            }

            return Task.CompletedTask;
        };
    }

    public World World { get; } = new();

    public InMemoryCosmos Cosmos { get; }

    public LoopbackEventGrid Grid { get; }

    public Broker Broker { get; }

    public TestOrchestrations Hub { get; }

    public BlobsInMemory Blobs { get; } = new();

    /// <summary>How many activities of sagas ran.</summary>
    public int Activities { get; private set; }

    /// <summary>How many function calls threw an exception that their trigger retries.</summary>
    public int Retries { get; private set; }

    /// <param name="grid">A topic that outlives the bench; by default the bench has its own.</param>
    public static async Task<AzureBench> StartAsync(LoopbackEventGrid? grid = null)
    {
        var bench = new AzureBench(grid ?? await LoopbackEventGrid.StartAsync(), ownsGrid: grid is null);
        await CosmosSetup.EnsureCreatedAsync(bench.Get<CosmosClient>(), default);
        return bench;
    }

    // Whoever asks for a port is an invocation with a Durable client, as far as the ports can tell.
    public T Get<T>()
        where T : notnull
    {
        _services.GetRequiredService<DurableClients>().Use(Hub.Client);
        return _services.GetRequiredService<T>();
    }

    public async Task<string> PlaceAsync()
    {
        var answer = await SendAsync("PlaceOrder", "POST", "/api/orders", OrderBody, request =>
            request.Headers["Idempotency-Key"] = Get<IIdGenerator>().Next());
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        return answer.Json!.Value.GetProperty("orderId").GetString()!;
    }

    /// <summary>Calls an HTTP function.</summary>
    public async Task<BenchAnswer> SendAsync(
        string function, string method, string path, byte[] body, Action<HttpRequest>? configure = null)
    {
        _services.GetRequiredService<DurableClients>().Use(Hub.Client);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path, context.Request.ContentType) = (method, path, "application/json");
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = context.Request.Body.Length;
        context.Response.Body = answer;
        configure?.Invoke(context.Request);
        await _functions.OnRequestAsync(function, context, Hub.Client);
        return new BenchAnswer(
            (HttpStatusCode)context.Response.StatusCode,
            answer.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(answer.ToArray()));
    }

    public async Task DeployAsync(Action<IServiceCollection> change)
    {
        await _services.DisposeAsync();
        _services = StandIns.Compose(this, change);
        _functions = new FunctionCaller(_services);
    }

    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            Assert.True(await StepAsync(), $"Nothing is left to do, and it is not so: {what}. {string.Join("; ", Broker.Waiting)}");
        }
    }

    public async Task IdleAsync()
    {
        for (var step = 0; await StepAsync(); step++)
        {
            Assert.True(step < MaxSteps, $"It never ends: {string.Join("; ", Broker.Waiting)}");
        }
    }

    /// <summary>Works, and advances time to whatever is due next within a while, until nothing is.</summary>
    public async Task SettleAsync(TimeSpan within)
    {
        var until = World.Time.GetUtcNow() + within;
        await IdleAsync();
        while (Next() is { } due && due <= until)
        {
            World.Time.Advance(due > World.Time.GetUtcNow() ? due - World.Time.GetUtcNow() : TimeSpan.Zero);
            await IdleAsync();
        }
    }

    public Task<IReadOnlyList<CloudEvent>> EventsAsync() => Task.FromResult(Grid.Events);

    /// <summary>What the audit looks at.</summary>
    /// <param name="accepted">How many different events from outside were accepted.</param>
    /// <param name="ledger">What the payment provider captured and refunded.</param>
    public Task<AuditSnapshot> SnapshotAsync(long accepted, IReadOnlyDictionary<string, LedgerEntry> ledger) =>
        new AzureSnapshot(Cosmos, Broker, Get<ISagaOperations>(), Get<ICounters>()).ReadAsync(accepted, new OutsideFacts(
            World.Outbox.Sent.Select(mail => mail.Id).ToHashSet(), id => id, ledger, World.Carrier.Scheduled.Keys.ToHashSet()));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsGrid)
        {
            await Grid.DisposeAsync();
        }

        Cosmos.Dispose();
        Blobs.Dispose();
    }

    /// <summary>Takes the next step that can be taken now; false when there is none.</summary>
    public async Task<bool> StepAsync()
    {
        return await FeedAsync() || await Broker.DeliverNextAsync(DeliverAsync) || await OrchestrateAsync();
    }

    private Task<SagaOutcome> RunActivityAsync(SagaAct act)
    {
        Activities++;
        return new RunSagaActivity(Get<SagaCatalog>()).RunAsync(act, default);
    }

    private DateTimeOffset? Next() => new[] { Broker.NextDue, Hub.NextDue }.Min();

    // As the trigger does: a batch that the function could not take is redelivered.
    private async Task<bool> FeedAsync()
    {
        foreach (var container in FunctionCaller.Containers)
        {
            var position = _fed.GetValueOrDefault(container);
            var changes = Cosmos.ChangesSince(CosmosContainers.Default.Database, container, ref position);
            if (changes.Count > 0)
            {
                try
                {
                    await _functions.OnChangesAsync(container, changes);
                    _fed[container] = position;
                }
                catch (Exception)
                {
                    Assert.True(++Retries < MaxSteps, $"The relay of {container} never recovers.");
                }

                return true;
            }
        }

        return false;
    }

    private Task DeliverAsync(string queue, ServiceBusReceivedMessage message, BrokerActions actions)
    {
        Get<CopyNoting>().Current = actions;
        return _functions.OnMessageAsync(queue, message, actions, Hub.Client);
    }

    private async Task<bool> OrchestrateAsync()
    {
        var before = Snapshot();
        await Hub.RunAsync();
        return Snapshot() != before;
    }

    private string Snapshot() => string.Join(';', Hub.All.Select(instance =>
        $"{instance.Id} {instance.Status} {instance.UpdatedAt:O} {instance.History.Count} {instance.Calls.Count} {instance.Timers.Count}"));
}

/// <summary>What an HTTP function answered.</summary>
public sealed record BenchAnswer(HttpStatusCode Status, JsonElement? Json);
