// The one place where work reaches a thread.
#pragma warning disable RS0030

namespace Pipeline.Sqlite;

/// <summary>
/// Where an engine's work runs: on the thread pool and on threads of its own, or all of it on a scheduler that steps it, so that one
/// thread runs everything in an order that can be chosen and repeated.
/// </summary>
/// <param name="stepped">What steps the work; null for threads.</param>
public sealed class Workers(TaskScheduler? stepped = null)
{
    private readonly TaskScheduler _scheduler = stepped ?? TaskScheduler.Default;

    /// <summary>Whether nothing runs but what a scheduler steps: then nothing may have a thread of its own, or wait for one.</summary>
    public bool AreStepped { get; } = stepped is not null;

    /// <summary>Begins work soon; the task ends with it.</summary>
    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();

    /// <summary>Begins work that waits for nothing.</summary>
    public Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    /// <summary>Runs work that takes long and is in no hurry, on a thread of its own with the lowest priority.</summary>
    public Task RunInBackgroundAsync(Action work) => AreStepped
        ? RunAsync(work)
        : Task.Factory.StartNew(() => Unhurried(work), CancellationToken.None, TaskCreationOptions.LongRunning, _scheduler);

    /// <summary>Starts a thread that does not keep the process alive. Not for stepped workers.</summary>
    public Thread StartThread(string name, ThreadStart work)
    {
        var thread = AreStepped
            ? throw new InvalidOperationException($"{name} would run beside the scheduler that steps everything else.")
            : new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private static void Unhurried(Action work)
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        work();
    }
}
