using Pipeline.Azure.Tests.Emulator;
using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Inventory;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Inventory;

public sealed class CosmosInventoryConcurrencyTests : InventoryConcurrencySuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
