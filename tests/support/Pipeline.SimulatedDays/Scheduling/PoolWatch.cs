using System.Diagnostics.Tracing;

namespace Pipeline.SimulatedDays.Scheduling;

/// <summary>Remembers where work was handed to the thread pool. The runtime tells it on the thread that does so.</summary>
internal sealed class PoolWatch : EventListener
{
    private const string Runtime = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const string Enqueued = "ThreadPoolEnqueueWork";
    private const int MaxStacks = 3;

    private readonly Lock _gate = new();
    private readonly List<(int Thread, string Stack)> _stacks = [];

    /// <summary>Watches from here on.</summary>
    public static PoolWatch Begin()
    {
        var watch = new PoolWatch();
        // The pool looks whether anybody listens only as it begins to work. A piece of work counts once it has returned.
        long? before = null;
        ThreadPool.UnsafeQueueUserWorkItem(_ => before = ThreadPool.CompletedWorkItemCount, null);
        SpinWait.SpinUntil(() => before is { } count && ThreadPool.CompletedWorkItemCount > count);
        watch.Take();
        return watch;
    }

    /// <summary>The stacks of the first ones of each thread since they were taken last.</summary>
    public IReadOnlyList<(int Thread, string Stack)> Take()
    {
        lock (_gate)
        {
            (int, string)[] taken = [.. _stacks];
            _stacks.Clear();
            return taken;
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // An event may come before this is constructed.
        if (eventData.EventName != Enqueued || _gate is null)
        {
            return;
        }

        lock (_gate)
        {
            var thread = Environment.CurrentManagedThreadId;
            if (_stacks.Count(known => known.Thread == thread) < MaxStacks)
            {
                _stacks.Add((thread, Environment.StackTrace));
            }
        }
    }
}
