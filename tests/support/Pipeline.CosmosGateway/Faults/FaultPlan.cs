using System.Collections.Immutable;
using Pipeline.CosmosGateway.Metering;

namespace Pipeline.CosmosGateway.Faults;

/// <summary>The faults that a test has ordered.</summary>
public sealed class FaultPlan
{
    private ImmutableList<FaultRule> _rules = [];

    /// <summary>Hits the request that gets this index in the log.</summary>
    public FaultRule At(int index, Fault fault) => When(request => request.Index == index, fault);

    /// <summary>Hits matching requests: after the first <paramref name="skip"/>, the next <paramref name="times"/>.</summary>
    public FaultRule When(Func<RecordedRequest, bool> predicate, Fault fault, int skip = 0, int times = 1)
    {
        var rule = new FaultRule(predicate, fault, skip, times);
        ImmutableInterlocked.Update(ref _rules, rules => rules.Add(rule));
        return rule;
    }

    /// <summary>Hits the next requests, whatever they are, like a storm of 429s.</summary>
    public FaultRule Next(int times, Fault fault) => When(_ => true, fault, times: times);

    public void Clear() => ImmutableInterlocked.Update(ref _rules, rules => rules.Clear());

    internal Fault? For(RecordedRequest request) => _rules.Select(rule => rule.For(request)).FirstOrDefault(fault => fault is not null);
}
