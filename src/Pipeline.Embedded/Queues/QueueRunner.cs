using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>What a queue does with an event: the effects that follow, or why there are none.</summary>
internal delegate ValueTask<Result<ImmutableArray<Effect>>> Reaction(CloudEvent cloudEvent, CancellationToken cancellation);

/// <summary>
/// One queue: reads the log from its cursor, hands each event that it takes to its reaction, and settles it. Events of different
/// subjects are handled side by side; one that fails leaves the line for the retries.
/// </summary>
internal sealed class QueueRunner : IDisposable
{
    private const int MaxUnderWay = 1_024;
    private const int BatchSize = 256;

    /// <summary>A queue that takes little still saves this often how far it has read.</summary>
    private const int MaxUnsaved = 4_096;

    private readonly Reaction _react;
    private readonly EventLog _log;
    private readonly Cursor _cursor;
    private readonly Settler _settler;
    private readonly Committer _committer;
    private readonly Retries _retries;
    private readonly Signal _appended;
    private readonly PerSubjectOrder _lanes;
    private readonly InFlight _underWay;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly SemaphoreSlim _slots = new(MaxUnderWay);
    private Task _pump = Task.CompletedTask;

    public QueueRunner(string queue, Reaction react, EventLog log, Cursor cursor, Retries retries, Settler settler, Committer committer)
    {
        (Queue, _react) = (queue, react);
        IsRouted = Routes.Default.Queues.Contains(queue);
        (_log, _cursor, _retries, _settler, _committer) = (log, cursor, retries, settler, committer);
        _appended = log.Subscribe();
        _lanes = new PerSubjectOrder(HandleAsync);
        _underWay = new InFlight();
    }

    public string Queue { get; }

    public QueueStats Stats => new(Queue, _log.Head - _cursor.Watermark, _underWay.Count, _retries.Count(Queue), _cursor.Handled);

    /// <summary>Whether routes.json has the queue; one that it has not is reached by replays only.</summary>
    public bool IsRouted { get; }

    /// <summary>Every event up to here is settled.</summary>
    public long Watermark => _cursor.Watermark;

    /// <summary>Delivers again what was under way when the process ended, and then reads on.</summary>
    public void Start() => _pump = Task.Run(async () =>
    {
        try
        {
            foreach (var position in _cursor.UnderWay())
            {
                await PostAsync(new Delivery(_log.At(position)!.Value.Event, position));
            }

            while (IsRouted)
            {
                await ReadOnAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped: what was not read is read at the next start.
        }
        catch (Exception error) when (error is not ObjectDisposedException)
        {
            _committer.Break(error);
        }
    });

    /// <summary>Hands a delivery to its lane when there is room.</summary>
    public async Task PostAsync(Delivery delivery)
    {
        await _slots.WaitAsync(_stopping.Token);
        _underWay.Enter();
        _lanes.Post(delivery);
    }

    /// <summary>Takes nothing new and waits for what is under way.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        await _pump;
        await using var _ = patience.Register(_abandon.Cancel);
        await _underWay.WaitForNoneAsync(patience);
        if (_cursor.Unsaved > 0)
        {
            await SaveAsync(_abandon.Token);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
        _slots.Dispose();
    }

    private async Task ReadOnAsync()
    {
        var entries = _log.Read(_cursor.Position, BatchSize);
        if (entries.Count == 0)
        {
            await _appended.WaitAsync(_stopping.Token);
        }

        foreach (var (position, cloudEvent) in entries)
        {
            if (Routes.Default.Takes(Queue, cloudEvent.Type))
            {
                // A slot first: once the cursor counts the event as under way, it must be on its way to be settled.
                await _slots.WaitAsync(_stopping.Token);
                _underWay.Enter();
                _cursor.Advance(position, taken: true);
                _lanes.Post(new Delivery(cloudEvent, position));
            }
            else
            {
                _cursor.Advance(position, taken: false);
            }
        }

        if (_cursor.Unsaved >= MaxUnsaved)
        {
            await SaveAsync(_stopping.Token);
        }
    }

    private async Task SaveAsync(CancellationToken patience)
    {
        try
        {
            await _committer.CommitAsync(
                transaction =>
                {
                    _cursor.Save(transaction);
                    return true;
                },
                patience);
        }
        catch (Exception error) when (error is OperationCanceledException or FailureException { Failure: Transient })
        {
            // The engine stops: what was read since is read again at the next start.
        }
    }

    private async Task HandleAsync(Delivery delivery)
    {
        try
        {
            await SettleAsync(delivery);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            // Not settled: its hole in the cursor, or its retry row, brings it back at the next start.
        }
        catch (FailureException error) when (error.Failure is Transient)
        {
            // The storage has failed or is closed, and with it the engine; recovery brings it back as above.
        }
        catch (Exception error) when (error is not ObjectDisposedException && !_abandon.IsCancellationRequested)
        {
            _committer.Break(error);
        }
        finally
        {
            _slots.Release();
            _underWay.Leave();
        }
    }

    private async Task SettleAsync(Delivery delivery)
    {
        var (effects, failure) = await ReactAsync(delivery.Event);
        if (failure is null)
        {
            failure = await TryCommitAsync(delivery, effects);
        }

        if (failure is not null)
        {
            var settlement = Settlement.Of(failure, delivery.Attempts);
            await _committer.CommitAsync(
                transaction =>
                {
                    _settler.Failed(transaction, _cursor, Queue, delivery, settlement);
                    return true;
                },
                _abandon.Token);
        }
    }

    private async Task<(IReadOnlyList<Effect> Effects, Failure? Failure)> ReactAsync(CloudEvent cloudEvent)
    {
        try
        {
            var result = await _react(cloudEvent, _abandon.Token);
            if (!result.TryGet(out var effects, out var failure))
            {
                return ([], failure);
            }

            await _settler.ActOutsideAsync(effects, _abandon.Token);
            return (effects, null);
        }
        catch (Exception error) when (!_abandon.IsCancellationRequested)
        {
            return ([], Failed.From(error));
        }
    }

    private async Task<Failure?> TryCommitAsync(Delivery delivery, IReadOnlyList<Effect> effects)
    {
        try
        {
            await _committer.CommitAsync(
                transaction =>
                {
                    _settler.Succeeded(transaction, _cursor, Queue, delivery, effects);
                    return true;
                },
                _abandon.Token);
            return null;
        }
        catch (Exception error) when (error is not (OperationCanceledException or FailureException { InnerException: StorageException { IsFatal: true } }))
        {
            return Failed.From(error);
        }
    }
}
