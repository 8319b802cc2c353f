namespace Pipeline.Embedded.Tests.Orders;

public sealed class OrderFlowTests : OrderFlowSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}
