using System.Collections.Concurrent;

namespace Pipeline.EventGridEndpoint;

/// <summary>Which request meets which fault; requests are counted from 1. It may be changed while the endpoint runs.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentDictionary<int, EventGridFault> _at = new();
    private volatile EventGridFault? _always;

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

    internal EventGridFault? Of(int request) => _at.GetValueOrDefault(request) ?? _always;
}
