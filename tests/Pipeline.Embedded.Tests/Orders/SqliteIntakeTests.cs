using Pipeline.Compliance;
using Pipeline.Compliance.Events;
using Pipeline.Identity;

namespace Pipeline.Embedded.Tests.Orders;

public sealed class SqliteIntakeTests : EventIntakeSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}
