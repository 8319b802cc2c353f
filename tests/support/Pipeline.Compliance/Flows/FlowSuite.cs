using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Compliance.Flows;

/// <summary>The base of the flow suites: a pipeline of the engine under test, and steps for what happens to an order.</summary>
public abstract class FlowSuite : IAsyncLifetime
{
    private IPipelineBench? _bench;

    protected IPipelineBench Bench => _bench ?? throw new InvalidOperationException("The pipeline is made when the test begins.");

    protected World World => Bench.World;

    public async Task InitializeAsync() => _bench = await StartAsync();

    public async Task DisposeAsync() => await Bench.DisposeAsync();

    /// <summary>A running pipeline.</summary>
    protected abstract Task<IPipelineBench> StartAsync();

    protected Task<string> PlaceAsync() => Bench.PlaceAsync();

    protected async Task DoAsync(string id, OrderCommand command) =>
        Assert.Null((await Bench.Get<OrderService>().ExecuteAsync(id, command, Trace.None, default)).Failure);

    protected Task CaptureAsync(string id, string? paymentId = null) =>
        DoAsync(id, new RecordEvent(Some.Captured(paymentId ?? "pi_" + id)));

    protected async Task<Order> OrderAsync(string id) => (await Bench.Get<IOrderStore>().LoadAsync(id, default))!;

    protected async Task<Stock> StockAsync() => (await Bench.Get<IInventory>().GetAsync("SKU-1", default))!;

    protected Task<PipelineStats> StatsAsync() => Bench.Get<IPipelineStats>().ReadAsync(default);

    protected Task<SagaState?> SagaAsync(string id) => Bench.Get<ISagaOperations>().GetAsync(id, default);

    protected Task AwaitsPaymentAsync(string id) =>
        Bench.UntilAsync(async () => (await SagaAsync(id))?.Mode == SagaMode.Awaiting, "saga awaits the payment");

    protected async Task EndsAsync(string id, SagaPhase phase)
    {
        await Bench.UntilAsync(async () => await SagaAsync(id) is { Mode: SagaMode.Idle } saga && saga.Phase == phase, $"saga is {phase}");
        await Bench.IdleAsync();
    }

    protected async Task AssertViewIsCurrentAsync(string id)
    {
        var page = await Bench.Get<IOrderViews>().ListAsync(new OrderQuery(null, null, null, 100), default);
        Assert.Equal(OrderView.Of(await OrderAsync(id)), page.Single(view => view.OrderId == id));
    }
}
