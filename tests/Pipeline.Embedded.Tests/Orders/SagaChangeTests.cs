namespace Pipeline.Embedded.Tests.Orders;

public sealed class SagaChangeTests : SagaChangeSuite
{
    protected override Task<IPipelineBench> StartAsync() => EmbeddedBench.StartAsync();
}
