using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.DeadLetters;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.DeadLetters;

public sealed class CosmosDeadLettersTests : DeadLettersSuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);
}
