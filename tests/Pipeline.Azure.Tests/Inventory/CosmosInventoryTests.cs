using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Inventory;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Inventory;

public sealed class CosmosInventoryTests : InventorySuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);
}
