using Pipeline.AzurePath;
using Pipeline.Compliance.Flows;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>Parity: what becomes of an order on the embedded engine becomes of it here.</summary>
public sealed class OrderFlowTests : OrderFlowSuite
{
    protected override async Task<IPipelineBench> StartAsync() => await AzureBench.StartAsync();
}
