using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.DeadLetters;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.DeadLetters;

public sealed class CosmosDeadLettersTests : DeadLettersSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
