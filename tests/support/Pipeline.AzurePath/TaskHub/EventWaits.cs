namespace Pipeline.AzurePath.TaskHub;

/// <summary>Who waits for external events, and the events that nobody waits for yet. Names are compared without case.</summary>
internal sealed class EventWaits
{
    private readonly Dictionary<string, Stack<Action<string?>>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<HistoryEvent>> _kept = new(StringComparer.OrdinalIgnoreCase);

    public Task<T> WaitAsync<T>(string name, Func<string?, T> read, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>();
        if (_kept.TryGetValue(name, out var kept) && kept.TryDequeue(out var first))
        {
            answer.SetResult(read(first.Json));
            return answer.Task;
        }

        // As in the real one, a cancelled wait stays in place and takes the event that reaches it.
        Of(_waits, name).Push(json => answer.TrySetResult(read(json)));
        cancellation.Register(() => answer.TrySetCanceled(cancellation));
        return answer.Task;
    }

    public void Raise(HistoryEvent raised)
    {
        if (_waits.TryGetValue(raised.Name!, out var waits) && waits.TryPop(out var newest))
        {
            newest(raised.Json);
        }
        else
        {
            Of(_kept, raised.Name!).Enqueue(raised);
        }
    }

    public IEnumerable<HistoryEvent> TakeKept()
    {
        var kept = _kept.Values.SelectMany(queue => queue).ToArray();
        _kept.Clear();
        return kept;
    }

    private static TQueue Of<TQueue>(Dictionary<string, TQueue> queues, string name)
        where TQueue : new() => queues.TryGetValue(name, out var queue) ? queue : queues[name] = new TQueue();
}
