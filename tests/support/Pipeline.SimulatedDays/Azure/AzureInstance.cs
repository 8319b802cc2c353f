using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Audit;
using Pipeline.AzurePath;
using Pipeline.Email;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Sagas;
using Pipeline.Operations;
using Pipeline.Sagas;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>One instance of the Functions app, from start to end: its services and functions, on a scheduler.</summary>
internal sealed class AzureInstance
{
    // As host.json has it: a trigger's messages, and activities.
    private const int AtOnce = 16;

    private readonly StepScheduler _scheduler;
    private readonly AzureServicesInMemory _azure;
    private readonly ServiceProvider _services;
    private readonly FunctionCaller _functions;
    private readonly HubPort _client;
    private readonly Way _way;
    private readonly Dictionary<string, Places> _places = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ended = new();

    public AzureInstance(StepScheduler scheduler, AzureServicesInMemory azure, ServiceProvider services, HubPort client, Way way)
    {
        (_scheduler, _azure, _services, _client, _way) = (scheduler, azure, services, client, way);
        _functions = new FunctionCaller(services);
    }

    /// <summary>Counts the day's instances.</summary>
    public required int Number { get; init; }

    /// <summary>Called when the broker has settled a dead letter.</summary>
    public required Action OnDeadLetterSettled { get; init; }

    /// <summary>Completes when it ends.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The places for work of a kind.</summary>
    public Places Places(string kind) =>
        _places.TryGetValue(kind, out var places) ? places : _places[kind] = new Places(AtOnce);

    /// <summary>Answers a request; one that the instance does not live to answer has no answer.</summary>
    public async Task<CallAnswer> CallAsync(Call call)
    {
        var answering = Begin(() => AnswerAsync(call));
        await Task.WhenAny(answering, Ended);
        return answering.IsCompletedSuccessfully ? await answering : CallAnswer.None;
    }

    /// <summary>Gives a locked message to its queue's function.</summary>
    public Task DeliverAsync(string queue, BrokerMessage locked)
    {
        var actions = new BrokerActions(_azure.Broker, queue, locked);
        return Begin(async () =>
        {
            _services.GetRequiredService<CopyNoting>().Current = actions;
            var settlement = new SettlementPort(actions, () => _azure.Broker.IsHeld(queue, locked), _way)
            {
                OnSettled = queue == ForwardedDeadLetter.Queue ? OnDeadLetterSettled : () => { },
            };
            await _functions.OnMessageAsync(queue, Broker.Received(locked), settlement, _client);
            return true;
        });
    }

    /// <summary>Gives changes of a container to its function.</summary>
    public Task TakeChangesAsync(string container, IReadOnlyList<JsonElement> changes) => Begin(async () =>
    {
        await _functions.OnChangesAsync(container, changes);
        return true;
    });

    /// <summary>Runs an activity of a saga.</summary>
    public Task<string?> ActAsync(string? input) => Begin(async () =>
    {
        var act = JsonDataConverter.Default.Deserialize<SagaAct>(input)!;
        return JsonDataConverter.Default.Serialize(
            await new RunSagaActivity(_services.GetRequiredService<SagaCatalog>()).RunAsync(act, default));
    });

    /// <summary>Reads what the audit looks at, while no time passes.</summary>
    public Task<AuditSnapshot> ReadAsync(OutsideBooks books, string mails) => Begin(() =>
    {
        _way.IsShort = true;
        _services.GetRequiredService<DurableClients>().Use(_client);
        var snapshot = new AzureSnapshot(
            _azure.Cosmos, _azure.Broker, _services.GetRequiredService<ISagaOperations>(), _services.GetRequiredService<ICounters>());
        return snapshot.ReadAsync(snapshot.AcceptedFrom("/outside"), new OutsideFacts(
            _azure.Blobs.Paths.Where(path => path.StartsWith(mails, StringComparison.Ordinal))
                .Select(path => path[mails.Length..]).ToHashSet(StringComparer.Ordinal),
            EmlPath.Of,
            books.Provider.Ledger,
            books.Parcels));
    });

    /// <summary>It takes no further work, and goes on with what it has.</summary>
    public void Drain()
    {
        foreach (var places in _places.Values)
        {
            places.Close();
        }
    }

    /// <summary>It ends between two steps: nothing of it runs any more, no finally and no Dispose.</summary>
    public void Kill()
    {
        _scheduler.Kill();
        Drain();
        // The runtime keeps every meter, and with it all that is measured.
        _services.GetService<IMeterFactory>()?.Dispose();
        _ended.TrySetResult();
    }

    // Each invocation is a flow of its own.
    private Task<T> Begin<T>(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return _scheduler.PostAsync(work);
        }
    }

    private async Task<CallAnswer> AnswerAsync(Call call)
    {
        using var answer = new MemoryStream();
        var context = call.ToContext(_services, answer);
        await _functions.OnRequestAsync(call.Operation, context, _client);
        return new CallAnswer(
            context.Response.StatusCode, answer.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(answer.ToArray()));
    }
}
