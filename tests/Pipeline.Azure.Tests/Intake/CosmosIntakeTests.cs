using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.Events;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Intake;

public sealed class CosmosIntakeTests : EventIntakeSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
