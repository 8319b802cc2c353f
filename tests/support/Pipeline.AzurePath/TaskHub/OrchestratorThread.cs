namespace Pipeline.AzurePath.TaskHub;

/// <summary>What runs an orchestrator's code: one thread at a time, continuations in the order in which they became due.</summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> _due = new();
    private Thread? _thread;

    /// <summary>Whether the caller is the orchestrator's own code.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread && Current == this;

    /// <summary>Runs this, and then all that it made due.</summary>
    public void Run(Action work)
    {
        var before = Current;
        _thread = Thread.CurrentThread;
        SetSynchronizationContext(this);
        try
        {
            work();
            while (_due.TryDequeue(out var due))
            {
                due.Work(due.State);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
            _thread = null;
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Thread.CurrentThread != _thread)
        {
            throw new InvalidOperationException("The orchestrator awaited something that is not the context's.");
        }

        _due.Enqueue((d, state));
    }
}
