using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.Orders;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Orders;

public sealed class CosmosOrderStoreTests : OrderStoreSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
