using System.Collections.Concurrent;

namespace Pipeline.EventGridEndpoint;

/// <summary>Which request meets which fault; requests are counted from 1. It may be changed while the endpoint runs.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<int, EventGridFault> _at = new();
    private volatile EventGridFault? _always;
    private int _hits;

    /// <summary>How many requests met a fault.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>The nth request meets this fault.</summary>
    public FaultPlan At(int request, EventGridFault fault)
    {
        _at[request] = fault;
        return this;
    }

    /// <summary>Every request that has no fault of its own meets this one; null ends that.</summary>
    public FaultPlan Always(EventGridFault? fault)
    {
        _always = fault;
        return this;
    }

    internal EventGridFault? Of(int request)
    {
        var fault = _at.GetValueOrDefault(request) ?? _always;
        if (fault is not null)
        {
            Interlocked.Increment(ref _hits);
        }

        return fault;
    }
}
