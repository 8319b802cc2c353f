using Pipeline.Azure.Counters;
using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Counters;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Counters;

public sealed class CosmosCountersTests : CountersSuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);

    protected override Task AddAsync(string counter, long by) =>
        Ports.Port<ICounterWriter>().AddAsync(counter, by, cause: Ids.Next(), default);
}
