namespace Pipeline.Sqlite;

/// <summary>
/// Lets so many in at once, first come first served. Unlike SemaphoreSlim it wakes a waiter in the waiter's own scheduler, without a
/// detour over the thread pool.
/// </summary>
/// <param name="free">How many may come in at first.</param>
/// <param name="most">How many may be free at most; releasing more has no effect.</param>
public sealed class AsyncSemaphore(int free, int most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _free = free;

    /// <exception cref="OperationCanceledException">It was cancelled first.</exception>
    public Task WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitInLineAsync(place, cancellation);
    }

    public void Release(int count = 1)
    {
        lock (_gate)
        {
            for (; count > 0; count--)
            {
                if (_waiting.First is { } first)
                {
                    _waiting.RemoveFirst();
                    first.Value.SetResult();
                }
                else if (_free < most)
                {
                    _free++;
                }
            }
        }
    }

    private async Task WaitInLineAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellation)
    {
        await using var _ = cancellation.UnsafeRegister(_ => GiveUp(place, cancellation), null);
        await place.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.SetCanceled(cancellation);
            }
        }
    }
}
