using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Idempotency;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Idempotency;

public sealed class CosmosIdempotencyKeysTests : IdempotencyKeysSuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);
}
