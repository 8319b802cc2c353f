using Pipeline.CosmosGateway.Metering;

namespace Pipeline.CosmosGateway.Faults;

/// <summary>Which requests a fault hits, and how many it has hit.</summary>
public sealed class FaultRule(Func<RecordedRequest, bool> predicate, Fault fault, int skip, int times)
{
    private int _matches;

    /// <summary>How many requests the fault has hit.</summary>
    public int Hits => Math.Clamp(Volatile.Read(ref _matches) - skip, 0, times);

    internal Fault? For(RecordedRequest request)
    {
        if (!predicate(request))
        {
            return null;
        }

        var match = Interlocked.Increment(ref _matches) - 1;
        return match >= skip && match - skip < times ? fault : null;
    }
}
