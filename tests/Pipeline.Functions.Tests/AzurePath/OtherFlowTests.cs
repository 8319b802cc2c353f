using Pipeline.AzurePath;
using Pipeline.Compliance.Flows;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>Parity: what becomes of other events on the embedded engine becomes of them here.</summary>
public sealed class OtherFlowTests : OtherFlowSuite
{
    protected override async Task<IPipelineBench> StartAsync() => await AzureBench.StartAsync();
}
