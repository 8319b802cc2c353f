using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>
/// One queue: reads the log from its cursor, hands each event it takes to its reaction, and settles it. Events of different subjects
/// are handled concurrently, those of one subject in order; one that fails leaves the queue for the retries, so that it blocks nobody.
/// </summary>
internal sealed class QueueRunner : IDisposable
{
    private const int MaxInFlight = 1_024;
    private const int BatchSize = 256;

    /// <summary>A queue that takes few events still saves its cursor after reading this many.</summary>
    private const int MaxUnsaved = 4_096;

    private readonly EventLog _log;
    private readonly Cursor _cursor;
    private readonly DeliveryHandler _handler;
    private readonly Committer _committer;
    private readonly Retries _retries;
    private readonly Workers _workers;

    // However many commits came, the reader is woken once.
    private readonly AsyncSemaphore _appended = new(free: 0, most: 1);
    private readonly PerSubjectOrder _order;
    private readonly InFlight _inFlight = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly AsyncSemaphore _slots = new(MaxInFlight, MaxInFlight);
    private Task _pump = Task.CompletedTask;
    private long _unread;

    public QueueRunner(
        string queue,
        Reaction react,
        EventLog log,
        Cursor cursor,
        Retries retries,
        Settler settler,
        Committer committer,
        Workers workers)
    {
        Queue = queue;
        IsRouted = Routes.Default.Queues.Contains(queue);
        (_log, _cursor, _retries, _committer, _workers) = (log, cursor, retries, committer, workers);
        _handler = new DeliveryHandler(queue, react, cursor, settler, committer);
        _unread = IsRouted ? log.CountAfter(cursor.Position, type => Routes.Default.Takes(queue, type)) : 0;
        _order = new PerSubjectOrder(HandleAsync);
    }

    public string Queue { get; }

    public QueueStats Stats => new(Queue, Lag, _inFlight.Count, _retries.Count(Queue), _cursor.Handled);

    /// <summary>How many events that it takes are not settled yet; what it lets pass counts for nothing.</summary>
    public long Lag => Math.Max(0, Interlocked.Read(ref _unread)) + _cursor.InFlightCount;

    /// <summary>Whether routes.json has the queue; if not, only replays reach it.</summary>
    public bool IsRouted { get; }

    /// <summary>Delivers again what was in flight when the process ended, then reads on.</summary>
    public void Start() => _pump = _workers.RunAsync(async () =>
    {
        try
        {
            foreach (var position in _cursor.InFlight())
            {
                var there = _log.At(position)?.Event ?? DamagedEvent.At(position, null, null, "it is not there");
                await PostAsync(new Delivery(there, position));
            }

            while (IsRouted)
            {
                await ReadOnAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped: the next start reads the rest.
        }
        catch (Exception error) when (error is not ObjectDisposedException)
        {
            _committer.Break(error);
        }
    });

    /// <summary>The log has one more event that the queue takes.</summary>
    public void Expect() => Interlocked.Increment(ref _unread);

    /// <summary>Tells the queue that the log has something new.</summary>
    public void Wake() => _appended.Release();

    /// <summary>Takes a delivery in when there is room; those of one subject keep their order.</summary>
    public async Task PostAsync(Delivery delivery)
    {
        await _slots.WaitAsync(_stopping.Token);
        _inFlight.Enter();
        _order.Post(delivery);
    }

    /// <summary>Takes nothing new and waits for what is in flight.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        TakeNothingNew();
        await _pump;
        await using var _ = patience.Register(_abandon.Cancel);
        await _inFlight.WaitForNoneAsync(patience);
        if (_cursor.Unsaved > 0)
        {
            await SaveAsync(_abandon.Token);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
    }

    private void TakeNothingNew() => _stopping.Cancel();

    private async Task ReadOnAsync()
    {
        var entries = _log.Read(_cursor.Position, BatchSize);
        if (entries.Count == 0)
        {
            await _appended.WaitAsync(_stopping.Token);
        }

        foreach (var entry in entries)
        {
            var (position, cloudEvent) = entry;
            if (entry.IsFor(Queue))
            {
                // A slot first: once the cursor counts the event as in flight, something must be about to settle it.
                await _slots.WaitAsync(_stopping.Token);
                _inFlight.Enter();
                _cursor.Advance(position, taken: true);
                Interlocked.Decrement(ref _unread);
                _order.Post(new Delivery(cloudEvent, position));
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
            // The engine is stopping: the next start reads again what was read since the last save.
        }
    }

    private async Task HandleAsync(IReadOnlyList<Delivery> batch)
    {
        try
        {
            for (var settled = 0; settled < batch.Count;)
            {
                settled += await _handler.HandleAsync(batch, settled, _abandon.Token);
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            // Not settled: the cursor, or its retry row, brings it back at the next start.
        }
        catch (FailureException error) when (error.Failure is Transient)
        {
            // The storage has failed or is closed, and the engine with it; the next start brings it back as above.
        }
        catch (Exception error) when (error is not ObjectDisposedException && !_abandon.IsCancellationRequested)
        {
            _committer.Break(error);
        }
        finally
        {
            _slots.Release(batch.Count);
            _inFlight.Leave(batch.Count);
        }
    }
}
