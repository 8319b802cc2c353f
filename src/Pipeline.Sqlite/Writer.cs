using Pipeline.Failures;
using SQLitePCL;

namespace Pipeline.Sqlite;

/// <summary>
/// The only writer of a database: a thread that commits all work queued since its last commit as one group, and completes the callers'
/// tasks only then. When a piece of work fails, the group is run again in halves until it fails alone. Stepped, it has no thread, and each
/// of its steps commits what has gathered.
/// </summary>
public sealed class Writer : IDisposable
{
    private const int MaxGroup = 2_000;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMilliseconds(500);

    private readonly Database _database;
    private readonly FilesInPlace _files;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource<StorageException> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Workers _workers;
    private readonly Thread? _thread;
    private Queue<WorkItem> _pending = new();
    private bool _stopped;
    private long _commits;

    /// <param name="database">What it writes.</param>
    /// <param name="folderLock">What keeps other processes out, if anything does.</param>
    /// <param name="workers">Where it runs; on a thread of its own unless they are stepped.</param>
    public Writer(Database database, FolderLock? folderLock = null, Workers? workers = null)
    {
        (_database, _workers) = (database, workers ?? new Workers());
        _files = new FilesInPlace(database, folderLock);
        _thread = _workers.AreStepped ? null : _workers.StartThread("pipeline-writer", Loop);
    }

    /// <summary>Completes when the storage fails in a way that only a restart can repair.</summary>
    public Task<StorageException> Fatal => _fatal.Task;

    /// <summary>How many pieces of work wait for the next commit.</summary>
    public int Backlog => _pending.Count;

    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs work in the next group and returns its result once that is committed.</summary>
    /// <exception cref="FailureException">Nothing was written: the storage refused, or the writer has stopped.</exception>
    public Task<T> RunAsync<T>(Func<Transaction, T> work)
    {
        var item = new WorkItem<T>(work);
        lock (_gate)
        {
            if (_stopped)
            {
                var failure = new Transient("stopping", "The pipeline is stopping; nothing was written.", TimeSpan.FromSeconds(5));
                throw new FailureException(failure);
            }

            _pending.Enqueue(item);
            if (_pending.Count == 1)
            {
                Wake();
            }
        }

        return item.Done;
    }

    /// <summary>Refuses all further work: something broke, and only a restart can repair what is in memory.</summary>
    public void Break(Exception error) => _fatal.TrySetResult(
        (error as StorageException ?? (error as FailureException)?.InnerException as StorageException) is { } fatal
            && (fatal.IsFatal || fatal.IsDamage)
            ? fatal
            : new StorageException(raw.SQLITE_INTERNAL, error.ToString(), error));

    /// <summary>Commits the work that is queued and stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
        }

        _arrived.Release();
        _thread?.Join();
        CommitPending(); // Without a thread nobody else commits what is left.
        _arrived.Dispose();
        _files.Dispose();
    }

    private void Wake()
    {
        if (_thread is null)
        {
            _ = _workers.RunAsync(CommitPending);
        }
        else
        {
            _arrived.Release();
        }
    }

    private void Loop()
    {
        while (true)
        {
            if (!_arrived.Wait(LongestIdle) && !_fatal.Task.IsCompleted)
            {
                LookAfterFiles();
            }

            CommitPending();
            if (_stopped && _pending.Count == 0)
            {
                return;
            }
        }
    }

    private void CommitPending()
    {
        while (TakeAll() is { Count: > 0 } group)
        {
            foreach (var chunk in group.Chunk(MaxGroup))
            {
                CommitGroup(chunk);
            }
        }
    }

    private void LookAfterFiles()
    {
        if (_files.FindMoved() is { } moved)
        {
            _fatal.TrySetResult(moved);
            return;
        }

        _database.ShrinkLog();
    }

    private Queue<WorkItem> TakeAll()
    {
        lock (_gate)
        {
            var group = _pending;
            _pending = new Queue<WorkItem>();
            return group;
        }
    }

    private void CommitGroup(WorkItem[] group)
    {
        if (TryCommit(group) is not { } error)
        {
            return;
        }

        if (group.Length == 1 || error is StorageException { IsTransient: true } or StorageException { IsFatal: true })
        {
            Fail(group, error);
            return;
        }

        // Halving finds one bad piece among a thousand in about twenty commits.
        foreach (var half in group.Chunk((group.Length + 1) / 2))
        {
            CommitGroup(half);
        }
    }

    private Exception? TryCommit(WorkItem[] group)
    {
        if (_fatal.Task.IsCompleted)
        {
            return _fatal.Task.Result;
        }

        var transaction = new Transaction(_database.Writer!);
        try
        {
            transaction.Begin();
            foreach (var item in group)
            {
                item.Run(transaction);
            }

            transaction.Commit();
        }
        catch (Exception error) // Whatever it is, the callers get it.
        {
            transaction.Rollback();
            return error;
        }

        // Before anybody is told: what was committed into a deleted file is lost when the process ends.
        if (_files.FindMoved() is { } moved)
        {
            return moved;
        }

        _database.Mark?.Write(transaction.Count);
        Interlocked.Increment(ref _commits);
        TellCommitted(transaction);
        foreach (var item in group)
        {
            item.Complete();
        }

        return null;
    }

    // Committed work must never run again, whatever the actions after it do.
    private void TellCommitted(Transaction transaction)
    {
        try
        {
            transaction.TellCommitted();
        }
        catch (Exception error)
        {
            Break(error);
        }
    }

    private void Fail(WorkItem[] group, Exception error)
    {
        var reported = error is StorageException storage ? new FailureException(StorageFailures.AtCommit(storage), storage) : error;
        foreach (var item in group)
        {
            item.Fail(reported);
        }

        if (error is StorageException { IsFatal: true } fatal)
        {
            _fatal.TrySetResult(fatal);
        }
    }
}
