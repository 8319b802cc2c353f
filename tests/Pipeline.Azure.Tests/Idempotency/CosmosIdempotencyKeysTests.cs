using Pipeline.Azure.Tests.Emulator;
using Pipeline.Compliance;
using Pipeline.Compliance.Idempotency;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Idempotency;

public sealed class CosmosIdempotencyKeysTests : IdempotencyKeysSuite
{
    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => SuitePorts.CreateAsync(time, ids);
}
