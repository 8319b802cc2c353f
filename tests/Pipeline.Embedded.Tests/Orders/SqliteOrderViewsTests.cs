using Pipeline.Compliance;
using Pipeline.Compliance.Orders;
using Pipeline.Identity;

namespace Pipeline.Embedded.Tests.Orders;

public sealed class SqliteOrderViewsTests : OrderViewsSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}
