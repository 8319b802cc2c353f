namespace Pipeline.Embedded.Tests.Orders;

public sealed class OtherFlowTests : OtherFlowSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}
