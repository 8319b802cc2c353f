using Microsoft.DurableTask;
using Pipeline.Azure.Reactions;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>Starts and signals sagas on Durable Functions.</summary>
public sealed class DurableSagaClient(DurableClients clients, SagaCatalog catalog, TimeProvider time) : ISagaClient
{
    /// <summary>An event that is raised this close to the end of a rest might come too late to be heard.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>The event that starts a saga may arrive some seconds after one that signals it.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(5);

    public async Task<Failure?> StartAsync(string definition, SagaStart start, CancellationToken cancellation)
    {
        if (await clients.Current.GetInstanceAsync(start.SagaId, cancellation) is null)
        {
            await ScheduleAsync(start.SagaId, new SagaRun { Definition = catalog.Newest(definition), Start = start }, cancellation);
        }

        return null;
    }

    public async Task<Failure?> SignalAsync(string sagaId, EventArrived input, CancellationToken cancellation)
    {
        if (await FindAsync(sagaId, cancellation) is not { } saga)
        {
            return new Transient("saga-not-started", $"There is no saga {sagaId} yet.", StartsWithin);
        }

        if (saga.IsBroken)
        {
            return new Permanent("saga-broken", $"{saga.Saga.LastError} Resume saga {sagaId}, then replay this event.");
        }

        if (saga.IsOver)
        {
            return await ReviveAsync(saga, input, cancellation);
        }

        if (saga.RestsUntil - time.GetUtcNow() is { } left && left < Margin)
        {
            var wait = left > TimeSpan.Zero ? left + Margin : Margin;
            return new Transient("saga-closing", $"Saga {sagaId} is about to end its rest.", wait);
        }

        await RaiseAsync(sagaId, SagaEvent.Of(input), cancellation);
        return null;
    }

    /// <summary>The saga of that id with its orchestration, or null.</summary>
    internal async Task<DurableSaga?> FindAsync(string sagaId, CancellationToken cancellation) =>
        await clients.Current.GetInstanceAsync(sagaId, getInputsAndOutputs: true, cancellation) is { } metadata
            && catalog.Has(metadata.Name)
            ? new DurableSaga(metadata)
            : null;

    /// <summary>Starts an orchestration of that id; false when another caller was faster.</summary>
    internal async Task<bool> ScheduleAsync(string sagaId, SagaRun run, CancellationToken cancellation)
    {
        try
        {
            await clients.Current.ScheduleNewOrchestrationInstanceAsync(
                run.Definition.Name, run, new StartOrchestrationOptions(sagaId), cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Backends report "already exists" in different ways; what counts is whether it exists.
            if (await clients.Current.GetInstanceAsync(sagaId, cancellation) is { IsCompleted: false })
            {
                return false;
            }

            throw;
        }
    }

    internal Task RaiseAsync(string sagaId, SagaEvent raised, CancellationToken cancellation) =>
        clients.Current.RaiseEventAsync(sagaId, SagaEvent.Channel, raised, cancellation);

    // The rest is over, so this alone decides on the saga: restarting it does what the event asks for. Of two callers at once the backend
    // takes one and may not say which, so the event is raised as well; a repeated event is recognised by its id.
    private async Task<Failure?> ReviveAsync(DurableSaga saga, EventArrived input, CancellationToken cancellation)
    {
        var next = SagaDecider.Decide(saga.Run.Definition, saga.Known, input, time.GetUtcNow());
        if (SagaNext.Of(next) is not SagaNext.Rest)
        {
            var arrived = SagaEvent.Of(input);
            await ScheduleAsync(next.SagaId, saga.Run.GoOn(saga.Known, because: arrived), cancellation);
            await RaiseAsync(next.SagaId, arrived, cancellation);
        }

        return null;
    }
}
