namespace Pipeline.SimulatedDays.Scheduling;

/// <summary>
/// Everything that could run now, of every process and of the world outside. One thread runs it, a step at a time, and a seed picks which.
/// Work that came from, or went to, any other thread fails the day: it would run in an order that no seed repeats.
/// </summary>
/// <param name="dice">What picks.</param>
internal sealed class Steps(Random dice)
{
    private static readonly PoolWatch Pool = PoolWatch.Begin();

    private readonly List<(StepScheduler Owner, Task Task)> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _poolItems;
    private volatile EscapedException? _escaped;

    /// <summary>A hash of every choice so far: two runs with the same hash took the same steps.</summary>
    public ulong Trace { get; private set; } = 14_695_981_039_346_656_037;

    public long Count { get; private set; }

    public bool HasReady => _ready.Count > 0;

    /// <summary>Whether others give work to the thread pool too, such as the real timers of an SDK's time-outs.</summary>
    public bool IsPoolShared { get; set; }

    /// <summary>Runs one of the tasks that are ready; false when none is.</summary>
    /// <exception cref="EscapedException">Work ran elsewhere.</exception>
    public bool Next()
    {
        if (_ready.Count == 0)
        {
            return false;
        }

        var choice = dice.Next(_ready.Count);
        Trace = (Trace ^ (ulong)(choice + (_ready.Count << 12))) * 1_099_511_628_211;
        Count++;
        var (owner, task) = _ready[choice];
        _ready[choice] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        owner.Run(task);
        return true;
    }

    /// <summary>From here on, work on the thread pool is an escape.</summary>
    public void WatchPool()
    {
        Pool.Take();
        _poolItems = ThreadPool.CompletedWorkItemCount;
    }

    /// <summary>
    /// Makes sure that no other thread queued a task, and that the thread pool did nothing since it is watched; if it is shared, nothing
    /// that a step gave to it.
    /// </summary>
    /// <exception cref="EscapedException">It did.</exception>
    public void ThrowIfEscaped()
    {
        if (_escaped is { } queued)
        {
            throw new EscapedException(queued.Message);
        }

        var stacks = Pool.Take().Where(taken => !IsPoolShared || taken.Thread == _thread).Select(taken => taken.Stack).ToList();
        if (stacks.Count > 0 || (!IsPoolShared && ThreadPool.CompletedWorkItemCount != _poolItems))
        {
            var escaped = ThreadPool.CompletedWorkItemCount - _poolItems;
            throw new EscapedException(
                $"escaped: {escaped} pieces of work ran on the thread pool; the first of them came from"
                + string.Concat(stacks.Select(stack => $"{Environment.NewLine}{stack}")));
        }
    }

    internal void Add(StepScheduler owner, Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            // That thread may swallow it; the day must not.
            throw _escaped = new EscapedException(
                $"escaped: a task was queued by another thread.{Environment.NewLine}{Environment.StackTrace}");
        }

        _ready.Add((owner, task));
    }

    internal void Forget(StepScheduler owner) => _ready.RemoveAll(one => one.Owner == owner);
}

/// <summary>The tasks of one process, or of the world. Killed, it forgets what waits and takes nothing more: no finally runs.</summary>
internal sealed class StepScheduler(Steps steps) : TaskScheduler
{
    public bool IsDead { get; private set; }

    /// <summary>The process ends between two steps.</summary>
    public void Kill()
    {
        IsDead = true;
        steps.Forget(this);
    }

    public void Post(Action action) => _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    public Task PostAsync(Func<Task> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task<T> PostAsync<T>(Func<Task<T>> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    internal void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (!IsDead)
        {
            steps.Add(this, task);
        }
    }

    // Never: each await is a step of its own, which others may come before.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}

/// <summary>Work ran where no seed decides when.</summary>
public sealed class EscapedException : Exception
{
    public EscapedException()
    {
    }

    public EscapedException(string message)
        : base(message)
    {
    }

    public EscapedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
