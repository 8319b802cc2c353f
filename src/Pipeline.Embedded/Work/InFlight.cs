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
        // What is still in flight when patience ends is done again after the next start.
        var none = None();
        await using var _ = patience.UnsafeRegister(_ => none.TrySetResult(), null);
        await none.Task;
    }

    private TaskCompletionSource None()
    {
        lock (_gate)
        {
            _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _none.SetResult();
            }

            return _none;
        }
    }
}
