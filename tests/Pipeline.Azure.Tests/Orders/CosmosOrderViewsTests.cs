using Pipeline.ComplianceTests;
using Pipeline.ComplianceTests.Orders;
using Pipeline.Identity;

namespace Pipeline.Azure.Tests.Orders;

public sealed class CosmosOrderViewsTests : OrderViewsSuite
{
    protected override async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) => await AzurePorts.CreateAsync(time, ids);
}
