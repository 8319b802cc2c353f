using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>The embedded interpreter of sagas: runs the activities and keeps the deadlines that their states ask for.</summary>
internal sealed partial class SagaRunner : IDisposable
{
    private const int MaxActivities = 1_024;

    private readonly SqliteSagas _sagas;
    private readonly SagaCatalog _catalog;
    private readonly Committer _committer;
    private readonly TimeProvider _time;
    private readonly Workers _workers;
    private readonly ILogger<SagaRunner> _logger;
    private readonly Alarms<SagaAlarm> _alarms;
    private readonly SagaCensus _census = new();
    private readonly InFlight _inFlight = new();
    private readonly AsyncSemaphore _slots = new(MaxActivities, MaxActivities);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();

    public SagaRunner(
        SqliteSagas sagas, SagaCatalog catalog, Committer committer, TimeProvider time, Workers workers, ILogger<SagaRunner> logger)
    {
        (_sagas, _catalog, _committer, _time, _workers, _logger) = (sagas, catalog, committer, time, workers, logger);
        _alarms = new Alarms<SagaAlarm>(time, alarm => _ = RingAsync(alarm), SagaAlarm.BySaga);
    }

    public SagaStats Stats => _census.Stats;

    /// <summary>Takes up every saga that has not ended, and does again what its state asks for.</summary>
    public void Start()
    {
        var (ready, others) = _sagas.Open();
        foreach (var saga in ready)
        {
            TakeTurn(saga);
        }

        // Not awaited: a full disk delays it, and must not keep the process from starting.
        _inFlight.Enter();
        _ = UnlessStoppedAsync(() => _committer.CommitAsync(transaction => _sagas.TakeUp(transaction, others), _abandon.Token));
    }

    /// <summary>Starts no further activity and waits for those that run.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        StartNothingNew();
        await using var _ = patience.Register(_abandon.Cancel);
        await _inFlight.WaitForNoneAsync(patience);
    }

    public void Dispose()
    {
        _alarms.Dispose();
        _stopping.Dispose();
        _abandon.Dispose();
    }

    /// <summary>Does what a saga's new state asks for: runs its activity, or sets its alarm.</summary>
    public void TakeTurn(SagaState saga)
    {
        _census.Note(saga);
        var alarm = new SagaAlarm(saga.SagaId, saga.Turn);
        switch (SagaNext.Of(saga.AsOf(_time.GetUtcNow())))
        {
            case SagaNext.Act act:
                _alarms.Clear(alarm);
                _inFlight.Enter();
                _ = _workers.RunAsync(() => ActAsync(saga, act));
                break;
            case SagaNext.Wait wait:
                _alarms.Set(alarm, wait.Deadline);
                break;
            default:
                _alarms.Clear(alarm);
                break;
        }
    }

    private void StartNothingNew() => _stopping.Cancel();

    private async Task ActAsync(SagaState saga, SagaNext.Act act) => await UnlessStoppedAsync(async () =>
    {
        var failure = await RunInSlotAsync(saga, act);
        await FeedAsync(saga.SagaId, failure is null ? new ActivitySucceeded(act.Turn) : new ActivityFailed(act.Turn, failure));
    });

    // The saga may have taken another turn since, with an alarm of its own; the decider then ignores this one.
    private Task RingAsync(SagaAlarm alarm)
    {
        _inFlight.Enter();
        return UnlessStoppedAsync(() => FeedAsync(alarm.SagaId, new DeadlinePassed(alarm.Turn)));
    }

    // Whatever a stop or a failed storage cuts off, the saga's state asks for again at the next start.
    private async Task UnlessStoppedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (FailureException error) when (error.Failure is Transient)
        {
        }
        catch (FailureException error) when (error.InnerException is StorageException { IsDamage: true })
        {
            // Its row lies on a damaged page: this saga stands still until the file is restored, and the others go on.
            LogDamaged(error.Failure.Detail);
        }
        catch (Exception error) when (error is not ObjectDisposedException && !_abandon.IsCancellationRequested)
        {
            _committer.Break(error);
        }
        finally
        {
            _inFlight.Leave();
        }
    }

    private async Task<Failure?> RunInSlotAsync(SagaState saga, SagaNext.Act act)
    {
        await _slots.WaitAsync(_stopping.Token);
        try
        {
            return await RunAsync(saga, act);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Failure?> RunAsync(SagaState saga, SagaNext.Act act)
    {
        try
        {
            return await _catalog.Activity(act.Activity).RunAsync(saga, _abandon.Token);
        }
        catch (Exception error) when (!_abandon.IsCancellationRequested)
        {
            return Failed.From(error);
        }
    }

    private async Task FeedAsync(string sagaId, SagaInput input) =>
        await _committer.CommitAsync(transaction => _sagas.Feed(transaction, sagaId, input), _abandon.Token);

    [LoggerMessage(Level = LogLevel.Error, Message = "A saga stands still: {Detail}")]
    private partial void LogDamaged(string detail);
}

/// <summary>Counts the sagas that have not ended.</summary>
internal sealed class SagaCensus
{
    private readonly ConcurrentDictionary<string, bool> _needAttention = new(StringComparer.Ordinal);
    private long _attention;

    public SagaStats Stats
    {
        get
        {
            var attention = Interlocked.Read(ref _attention);
            return new SagaStats(_needAttention.Count - attention, attention);
        }
    }

    public void Note(SagaState saga)
    {
        var needed = false;
        var needs = saga.Phase == SagaPhase.NeedsAttention;
        if (saga.Phase.IsEnded())
        {
            _needAttention.TryRemove(saga.SagaId, out needed);
        }
        else
        {
            _needAttention.TryGetValue(saga.SagaId, out needed);
            _needAttention[saga.SagaId] = needs;
        }

        Interlocked.Add(ref _attention, (needs ? 1 : 0) - (needed ? 1 : 0));
    }
}

/// <summary>Keeps the waits of sagas as long as they were meant to be when the clock is set back.</summary>
internal static class SagaWaits
{
    /// <summary>The saga as of now: its deadline was meant as a wait from its last change.</summary>
    public static SagaState AsOf(this SagaState saga, DateTimeOffset now) => saga.Deadline is { } deadline && now < saga.UpdatedAt
        ? saga with { Deadline = StoredTime.Due(now, saga.UpdatedAt, deadline), UpdatedAt = now }
        : saga;
}

/// <summary>The alarm of a saga, which has one at a time; <paramref name="Turn"/> says which wait it ends.</summary>
internal readonly record struct SagaAlarm(string SagaId, long Turn)
{
    /// <summary>Tells alarms apart by their sagas.</summary>
    public static IEqualityComparer<SagaAlarm> BySaga { get; } = EqualityComparer<SagaAlarm>.Create(
        (one, other) => one.SagaId == other.SagaId, alarm => alarm.SagaId.GetHashCode(StringComparison.Ordinal));
}
