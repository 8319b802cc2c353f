namespace Pipeline.SimulatedDays.Azure;

/// <summary>The app's instances that take work, as triggers wait for one.</summary>
/// <param name="dice">What chooses among them.</param>
internal sealed class Lives(Random dice)
{
    private readonly List<AzureInstance> _up = [];
    private TaskCompletionSource _isUp = new();

    /// <summary>All of them.</summary>
    public IReadOnlyList<AzureInstance> Up => _up;

    public void Begin(AzureInstance instance)
    {
        _up.Add(instance);
        _isUp.TrySetResult();
    }

    /// <summary>It takes no more.</summary>
    public void End(AzureInstance instance)
    {
        _up.Remove(instance);
        _isUp = _up.Count == 0 ? new TaskCompletionSource() : _isUp;
    }

    /// <summary>One of them; null while there is none.</summary>
    public AzureInstance? Any() => _up.Count == 0 ? null : _up[dice.Next(_up.Count)];

    /// <summary>One of them, as soon as there is one.</summary>
    public async Task<AzureInstance> UpAsync()
    {
        while (true)
        {
            await _isUp.Task;
            if (Any() is { } up)
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
