using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>What operators can see of the sagas on Durable Functions, and do to them.</summary>
public sealed class DurableSagaOperations(
    DurableClients clients, DurableSagaClient sagas, SagaCatalog catalog, IIdGenerator ids, TimeProvider time) : ISagaOperations
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<SagaState?> GetAsync(string sagaId, CancellationToken cancellation) =>
        (await sagas.FindAsync(sagaId, cancellation))?.Saga;

    public Task<IReadOnlyList<SagaState>> ListAsync(SagaPhase? phase, string? after, int limit, CancellationToken cancellation) =>
        new SagaListing(clients.Current, catalog, phase, after, limit).ReadAsync(cancellation);

    public async Task<Result<SagaState>> ResumeAsync(string sagaId, CancellationToken cancellation)
    {
        if (await sagas.FindAsync(sagaId, cancellation) is not { } saga)
        {
            return new NotFound("saga-not-found", $"There is no saga {sagaId}.");
        }

        return saga.IsBroken ? await RestartAsync(saga, cancellation)
            : saga.Saga.Phase == SagaPhase.NeedsAttention ? await ResumeAsync(saga, cancellation)
            : NotResumable(saga.Saga);
    }

    private static Rejected NotResumable(SagaState saga) => new(
        "saga-not-resumable", $"Saga {saga.SagaId} is {saga.Phase.Name()}; only one that needs attention can be resumed.");

    // The orchestration takes the first resume and reports which one. If it has not reported in time, the resume is still on its way.
    private async Task<Result<SagaState>> ResumeAsync(DurableSaga saga, CancellationToken cancellation)
    {
        var resume = new SagaEvent(ids.Next());
        await sagas.RaiseAsync(saga.Saga.SagaId, resume, cancellation);
        for (var until = time.GetUtcNow() + Patience; time.GetUtcNow() < until; await Task.Delay(Pause, time, cancellation))
        {
            if (await sagas.FindAsync(saga.Saga.SagaId, cancellation) is { } now && now.ResumedBy != saga.ResumedBy)
            {
                return now.ResumedBy == resume.Id ? now.Saga : NotResumable(now.Saga);
            }
        }

        return SagaDecider.Decide(saga.Run.Definition, saga.Known, resume.Input(), time.GetUtcNow());
    }

    // The orchestration is broken, the saga is not: it continues from the last state it reported and does again what that asks for.
    private async Task<Result<SagaState>> RestartAsync(DurableSaga saga, CancellationToken cancellation)
    {
        var because = saga.Known.Phase == SagaPhase.NeedsAttention ? new SagaEvent(ids.Next()) : null;
        return await sagas.ScheduleAsync(saga.Known.SagaId, saga.Run.GoOn(saga.Known, because: because), cancellation)
            ? saga.Known
            : NotResumable(saga.Known);
    }
}
