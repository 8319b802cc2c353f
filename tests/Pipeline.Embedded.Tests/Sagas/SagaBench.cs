using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Embedded.Sagas;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Sagas;

/// <summary>An engine that knows one saga of two steps; the first waits, at most 15 minutes. It can be killed and started again.</summary>
internal sealed class SagaBench : IAsyncDisposable
{
    public const string Id = "trip-1";

    public static readonly SagaDefinition Trip = new(
        "Trip", 1, "trip.started",
        [new("book", "unbook", new SagaWait("booked", "refused", TimeSpan.FromMinutes(15))), new("travel")],
        CancelledBy: "trip.cancelled", AfterCompensation: "close", OnAttention: "call")
    {
        UndoRetry = new RetryPolicy(2, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(4)),
    };

    private readonly TempFolder _folder = new();
    private readonly List<TestEngine> _killed = [];
    private int _events;

    public World World { get; } = new();

    /// <summary>The engine's file.</summary>
    public string File => _folder.File("pipeline.db");

    /// <summary>What the next start registers.</summary>
    public IReadOnlyList<SagaDefinition> Definitions { get; set; } = [Trip];

    public TestEngine Engine { get; private set; } = null!;

    /// <summary>What an activity does; it succeeds unless set.</summary>
    public ConcurrentDictionary<string, Func<Task<Failure?>>> On { get; } = new();

    /// <summary>The activities that ran, with the second at which they began.</summary>
    public ConcurrentQueue<string> Runs { get; } = new();

    public ISagaOperations Sagas => Engine.Get<ISagaOperations>();

    public async Task StartAsync() => Engine = await TestEngine.StartAsync(_folder.Path, World, services =>
    {
        foreach (var definition in Definitions)
        {
            services.AddSingleton(definition);
        }

        foreach (var name in Definitions.Append(Trip).SelectMany(definition => definition.Activities()).Distinct())
        {
            services.AddSingleton<ISagaActivity>(new FakeActivity(name, this));
        }
    });

    public async Task RestartAsync()
    {
        Engine.Kill();
        _killed.Add(Engine);
        await StartAsync();
    }

    public Task BeginAsync(string id = Id) => Engine.Get<Writer>().RunAsync(transaction =>
    {
        Engine.Get<SqliteSagas>().Start(transaction, Trip.Name, new SagaStart(id, null, Trace.None));
        return true;
    });

    public Task<Failure?> TellAsync(string eventName, string id = Id) => Engine.Get<Writer>().RunAsync(transaction =>
        Engine.Get<SqliteSagas>().Feed(transaction, id, new EventArrived($"event-{++_events}", eventName)));

    public Task<Failure?> RunAsync(string activity, CancellationToken cancellation)
    {
        Runs.Enqueue($"{activity} {(World.Time.GetUtcNow() - Some.Now).TotalSeconds}");
        return On.TryGetValue(activity, out var run) ? run().WaitAsync(cancellation) : Task.FromResult<Failure?>(null);
    }

    public Task IsAsync(SagaPhase phase, SagaMode mode, string id = Id) => Eventually.TrueAsync(
        async () => await Sagas.GetAsync(id, default) is { } saga && saga.Phase == phase && saga.Mode == mode, $"{phase} {mode}");

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var killed in _killed)
        {
            await killed.DisposeAsync();
        }

        _folder.Dispose();
    }
}
