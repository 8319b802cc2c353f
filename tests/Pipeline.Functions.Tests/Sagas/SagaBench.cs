using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Client;
using Pipeline.AzurePath;
using Pipeline.AzurePath.TaskHub;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>Sagas on a task hub in memory, with activities that do as a test says and are recorded.</summary>
internal sealed class SagaBench
{
    private static readonly string[] Activities =
    [
        .. OrderSaga.Define(TimeSpan.Zero).Activities().Concat(WelcomeWorkflow.Define(TimeSpan.Zero).Activities()).Distinct(),
    ];

    public SagaBench(TimeProvider? time = null)
    {
        Time = time as VirtualTime ?? new VirtualTime();
        Deploy(OrderSaga.Define(TimeSpan.FromMinutes(15)), WelcomeWorkflow.Define(TimeSpan.FromDays(3)));
        Hub = new TestOrchestrations(Time)
            .AddOrchestrators()
            .Activity<SagaAct, SagaOutcome>(RunSagaActivity.Name, act => new RunSagaActivity(Catalog).RunAsync(act, default));
        Clients.Use(Client);
    }

    public VirtualTime Time { get; }

    public SagaCatalog Catalog { get; private set; }

    public TestOrchestrations Hub { get; }

    public DurableClients Clients { get; } = new();

    public DurableSagaClient Sagas { get; private set; }

    public DurableSagaOperations Operations { get; private set; }

    public DurableTaskClient Client => Hub.Client;

    /// <summary>The activities that ran, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>What an activity answers; success unless it is listed here.</summary>
    public Dictionary<string, Func<Failure?>> Script { get; } = [];

    public string OrderId { get; } = Some.OrderId;

    /// <summary>Goes on with these definitions, as after a deployment.</summary>
    [MemberNotNull(nameof(Catalog), nameof(Sagas), nameof(Operations))]
    public void Deploy(params SagaDefinition[] definitions)
    {
        Catalog = new SagaCatalog(definitions, Activities.Select(name => new ScriptedActivity(name, this)));
        Sagas = new DurableSagaClient(Clients, Catalog, Time);
        Operations = new DurableSagaOperations(Clients, Sagas, Catalog, new SequentialIds(), Time);
    }

    public Task<Failure?> StartAsync() => Sagas.StartAsync(
        OrderSaga.Name, new SagaStart(OrderId, null, new("correlation-1", "placed-1")), default);

    public Task<Failure?> SignalAsync(string name, string? id = null) =>
        Sagas.SignalAsync(OrderId, new EventArrived(id ?? $"{name}-1", name), default);

    public async Task<SagaState> SagaAsync() => (await Operations.GetAsync(OrderId, default))!;

    /// <summary>Advances time, timer by timer, until then.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        var end = Time.GetUtcNow() + by;
        await Hub.RunAsync();
        while (Hub.NextDue is { } due && due <= end)
        {
            Time.Advance(due > Time.GetUtcNow() ? due - Time.GetUtcNow() : TimeSpan.Zero);
            await Hub.RunAsync();
        }

        Time.Advance(end - Time.GetUtcNow());
    }
}
