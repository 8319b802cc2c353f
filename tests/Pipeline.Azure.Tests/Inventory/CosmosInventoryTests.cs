using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.Inventory;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Inventory;

public sealed class CosmosInventoryTests : InventorySuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}

public sealed class CosmosInventoryConcurrencyTests : InventoryConcurrencySuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
