using Pipeline.Azure.Counters;
using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.Counters;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Counters;

public sealed class CosmosCountersTests : CountersSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);

    protected override Task AddAsync(string counter, long by) =>
        Ports.Port<ICounterWriter>().AddAsync(counter, by, cause: Ids.Next(), default);
}
