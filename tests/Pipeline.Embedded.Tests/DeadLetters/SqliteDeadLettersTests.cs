using Pipeline.Compliance;
using Pipeline.Compliance.DeadLetters;
using Pipeline.Identity;

namespace Pipeline.Embedded.Tests.DeadLetters;

public sealed class SqliteDeadLettersTests : DeadLettersSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}
