using Pipeline.Compliance;
using Pipeline.Compliance.Idempotency;
using Pipeline.Identity;

namespace Pipeline.Embedded.Tests.Idempotency;

public sealed class SqliteIdempotencyKeysTests : IdempotencyKeysSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => EmbeddedPorts.CreateAsync(time, ids);
}
