namespace Pipeline.SimulatedDays.Azure;

/// <summary>The app's instances, one after the other, as triggers wait for them.</summary>
internal sealed class Lives
{
    private TaskCompletionSource<AzureInstance> _next = new();

    /// <summary>The instance that takes work; null while there is none.</summary>
    public AzureInstance? Current { get; private set; }

    public void Begin(AzureInstance instance)
    {
        Current = instance;
        _next.SetResult(instance);
    }

    /// <summary>The current one takes no more.</summary>
    public void End()
    {
        Current = null;
        _next = new TaskCompletionSource<AzureInstance>();
    }

    /// <summary>The current instance, or the next.</summary>
    public async Task<AzureInstance> UpAsync()
    {
        while (true)
        {
            await _next.Task;
            if (Current is { } up)
            {
                return up;
            }
        }
    }

    /// <summary>Takes one of the places that an instance has for work of a kind.</summary>
    public async Task<AzureInstance> EnterAsync(string kind)
    {
        while (true)
        {
            var up = await UpAsync();
            if (await up.Places(kind).EnterAsync())
            {
                return up;
            }
        }
    }
}

/// <summary>How much of one kind an instance does at once.</summary>
/// <param name="free">How many places there are.</param>
internal sealed class Places(int free)
{
    private readonly Queue<TaskCompletionSource<bool>> _waiting = [];
    private bool _isClosed;

    /// <summary>Takes a place, first come first served; false when the instance has ended.</summary>
    public Task<bool> EnterAsync()
    {
        if (_isClosed || free > 0)
        {
            free -= _isClosed ? 0 : 1;
            return Task.FromResult(!_isClosed);
        }

        var place = new TaskCompletionSource<bool>();
        _waiting.Enqueue(place);
        return place.Task;
    }

    public void Leave()
    {
        if (_waiting.TryDequeue(out var next))
        {
            next.SetResult(true);
        }
        else
        {
            free++;
        }
    }

    public void Close()
    {
        _isClosed = true;
        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.SetResult(false);
        }
    }
}
