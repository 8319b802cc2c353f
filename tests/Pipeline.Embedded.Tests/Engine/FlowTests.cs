namespace Pipeline.Embedded.Tests.Engine;

public sealed class OrderFlowTests : OrderFlowSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}

public sealed class OtherFlowTests : OtherFlowSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}

public sealed class SagaChangeTests : SagaChangeSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}
