using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Events;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Intake;

public sealed class CosmosIntakeTests : EventIntakeSuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);
}
