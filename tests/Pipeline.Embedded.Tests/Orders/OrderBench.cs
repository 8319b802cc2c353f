using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Sensors;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Orders;

/// <summary>The whole pipeline in one process, with an order of two of SKU-1 for 32.00 USD.</summary>
internal sealed class OrderBench : IAsyncDisposable
{
    public const long InitialStock = 10;

    private readonly TempFolder _folder = new();

    public World World { get; } = new();

    public TestEngine Engine { get; private set; } = null!;

    public async Task StartAsync() => Engine = await TestEngine.StartAsync(_folder.Path, World, services => services
        .Configure<InventoryOptions>(options => options.InitialStock = InitialStock)
        .Configure<SensorOptions>(options => options.Thresholds["temperature"] = 40));

    public async Task<string> PlaceAsync()
    {
        var id = Engine.Get<IIdGenerator>().Next();
        await DoAsync(id, Some.PlaceOrder());
        return id;
    }

    public async Task DoAsync(string id, OrderCommand command) =>
        Assert.Null((await Engine.Get<OrderService>().ExecuteAsync(id, command, Trace.None, default)).Failure);

    public Task CaptureAsync(string id, string? paymentId = null) =>
        DoAsync(id, new RecordEvent(Some.Captured(paymentId ?? "pi_" + id)));

    public async Task<Order> OrderAsync(string id) => (await Engine.Get<IOrderStore>().LoadAsync(id, default))!;

    public Task<SagaState?> SagaAsync(string id) => Engine.Get<ISagas>().GetAsync(id, default);

    public async Task<Stock> StockAsync() => (await Engine.Get<IInventory>().GetAsync("SKU-1", default))!;

    public Task AwaitsPaymentAsync(string id) => Eventually.TrueAsync(async () => (await SagaAsync(id))?.Mode == SagaMode.Awaiting);

    public async Task EndsAsync(string id, SagaPhase phase)
    {
        await Eventually.TrueAsync(async () => await SagaAsync(id) is { Mode: SagaMode.Idle } saga && saga.Phase == phase, $"saga is {phase}");
        await Engine.IdleAsync();
    }

    public async Task AssertViewIsCurrentAsync(string id) =>
        Assert.Equal(OrderView.Of(await OrderAsync(id)), await Engine.Get<IOrderViews>().GetAsync(id, default));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }
}
