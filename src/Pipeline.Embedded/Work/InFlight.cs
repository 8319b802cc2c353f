namespace Pipeline.Embedded.Work;

/// <summary>Counts the work in flight, so that a stop can wait for it.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _none;
    private int _count;

    public int Count => _count;

    public void Enter()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    public void Leave(int count = 1)
    {
        lock (_gate)
        {
            if ((_count -= count) == 0)
            {
                _none?.TrySetResult();
            }
        }
    }

    /// <summary>
    /// Waits until nothing is in flight or patience ends: work that ignores cancellation must not keep the process alive.
    /// </summary>
    public async Task WaitForNoneAsync(CancellationToken patience)
    {
        try
        {
            await None().WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            // What is still in flight is done again after the next start.
        }
    }

    private Task None()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }
}
