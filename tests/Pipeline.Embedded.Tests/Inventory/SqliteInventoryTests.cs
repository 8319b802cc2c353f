using Pipeline.Compliance;
using Pipeline.Compliance.Inventory;
using Pipeline.Identity;

namespace Pipeline.Embedded.Tests.Inventory;

public sealed class SqliteInventoryTests : InventorySuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}

public sealed class SqliteInventoryConcurrencyTests : InventoryConcurrencySuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}
